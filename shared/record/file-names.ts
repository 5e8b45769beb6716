/** What the files of a record are called. A record is no place for anything else. */

/** What is signed, the signature, and who signed. */
export const ownFiles: ReadonlySet<string> = new Set(['record.json', 'record.json.p7s', 'signers.pem']);

/** The names that `record.json` may list. */
export const listedFile = /^(report\.html|VERIFY\.md|evidence\/[0-9a-f]{64})$/;

/** A record in one file: the same files as its folder, in a zip. */
export const isGonogo = (path: string): boolean => /\.gonogo$/i.test(path);
