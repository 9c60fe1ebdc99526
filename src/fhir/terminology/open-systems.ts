const LANGUAGE = /^(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{2,8})+)*(?:-x(?:-[A-Za-z0-9]{1,8})+)?$/;
const MIME = /^[A-Za-z0-9!#$&^_.+*-]+\/[A-Za-z0-9!#$&^_.+*-]+(?:\s*;.*)?$/;

/** True for a well-formed language tag (BCP 47); private-use tags count. */
export function isLanguageTag(code: string): boolean {
  return code.length <= 100 && (LANGUAGE.test(code) || /^x(?:-[A-Za-z0-9]{1,8})+$/.test(code));
}

/** True for a media type with optional parameters (BCP 13), or a bare top-level type. */
export function isMimeType(code: string): boolean {
  return code.length <= 500 && MIME.test(code);
}
