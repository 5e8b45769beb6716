import { z } from 'zod';

/**
 * The JSON schema that we publish of a form. What we read (`input`) is strict: an unknown key in a target is an error. What
 * we write (`output`) may gain fields within a version, and whoever reads it passes over what it does not know.
 */
export const publishedSchema = (type: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
