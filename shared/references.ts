import type { Reference } from './control';

/** Where each standard's requirements stand, so that a control names only their numbers. */

type Standard = (...ids: string[]) => Reference[];
const standard =
  (source: string, url: string): Standard =>
  (...ids) =>
    ids.map((id) => ({ source, id, url }));

/** Chapter, section and requirement, e.g. `V6.2.1`. */
export const asvs = standard('OWASP ASVS 5.0', 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en');
/** A safeguard, e.g. `16.12`. */
export const cis = standard('CIS Controls v8', 'https://www.cisecurity.org/controls/v8');
/** A control of SP 800-53 revision 5, e.g. `IA-5(1)`. */
export const nist = standard('NIST 800-53', 'https://doi.org/10.6028/NIST.SP.800-53r5');
/** An article of Regulation (EU) 2016/679, e.g. `Art. 17`. */
export const gdprArticle = standard('GDPR', 'https://eur-lex.europa.eu/eli/reg/2016/679/oj');
/** A requirement, e.g. `3.3.1`. */
export const pciDss = standard('PCI DSS 4.0.1', 'https://www.pcisecuritystandards.org/document_library/');
/** A section of the California Civil Code, e.g. `1798.105`. */
export const ccpaSection = (...ids: string[]): Reference[] =>
  ids.map((id) => ({
    source: 'CCPA',
    id: `§ ${id}`,
    url: `https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=CIV&sectionNum=${id}`,
  }));
/** A number, with a section where one is meant: `rfc(6797, '7.1')`. */
export const rfc = (number: number, section?: string): Reference[] => [
  {
    source: 'RFC',
    id: section ? `${number}, section ${section}` : String(number),
    url: `https://www.rfc-editor.org/rfc/rfc${number}${section ? `#section-${section}` : ''}`,
  },
];
/** A page below MDN's HTTP reference, e.g. `Headers/Strict-Transport-Security`. */
export const mdn = (...pages: string[]): Reference[] =>
  pages.map((id) => ({ source: 'MDN', id, url: `https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/${id}` }));
