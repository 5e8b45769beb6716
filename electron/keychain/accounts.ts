/** Whose secrets: a target's name and environment. */
export interface SecretScope {
  name: string;
  environment: string;
}

/**
 * Account names. A target's secrets have three parts, `<name>/<environment>/<KEY>`; what we keep for ourselves has two,
 * four for an index, and a review's id as the third for its log. No name can make one look like the other, because "/" in a name is percent-encoded.
 */
export const scopeAccount = ({ name, environment }: SecretScope): string =>
  `${encodeURIComponent(name)}/${environment}`;
export const secretAccount = (scope: SecretScope, key: string): string => `${scopeAccount(scope)}/${key}`;

export const ownAccounts = {
  fingerprintKey: 'gonogo/fingerprint-key',
  identity: 'gonogo/identity',
  certificate: 'gonogo/identity-certificate',
  scopes: 'gonogo/index',
  /** One index for each scope, since Windows' Credential Manager holds 2,560 bytes an entry. */
  index: (scope: string): string => `gonogo/index/${scope}`,
  logHead: (review: string): string => `gonogo/log-head/${review}`,
} as const;
