const LANGUAGE =
  /^(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{2,8})+)*(?:-x(?:-[A-Za-z0-9]{1,8})+)?$/;
const MIME = /^[A-Za-z0-9!#$&^_.+*-]+\/[A-Za-z0-9!#$&^_.+*-]+(?:\s*;.*)?$/;

/** True for a well-formed language tag (BCP 47); private-use tags count. */
export function isLanguageTag(code: string): boolean {
  return code.length <= 100 && (LANGUAGE.test(code) || /^x(?:-[A-Za-z0-9]{1,8})+$/.test(code));
}

/** True for a media type with optional parameters (BCP 13), or one of the short forms that FHIR uses for its own formats. */
export function isMimeType(code: string): boolean {
  return code.length <= 500 && (MIME.test(code) || code === 'xml' || code === 'json' || code === 'ttl');
}

/**
 * Codes of ISO 3166 by their form: countries of two or three letters or three digits, and subdivisions.
 * False for what has no such form; undefined where the form is right but the list is not held here.
 */
export function isCountryCode(code: string): boolean | undefined {
  if (/^[A-Z]{2}$/.test(code)) {
    regions ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    return regions.of(code) !== undefined;
  }
  return /^(?:[A-Z]{3}|[0-9]{3}|[A-Z]{2}-[A-Z0-9]{1,3})$/.test(code) ? undefined : false;
}
/** Made at first use: it loads a table. */
let regions: Intl.DisplayNames | undefined;

/** Codes of ISO 4217: false for what is no three capital letters, undefined where the list does not have it. */
export function isCurrencyCode(code: string): boolean | undefined {
  if (!/^[A-Z]{3}$/.test(code)) return false;
  return Intl.supportedValuesOf('currency').includes(code) ? true : undefined;
}
