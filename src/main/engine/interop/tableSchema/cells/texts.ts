/** Cells of the type string and its formats, as frictionless-py 5.19 checks them. */
import { domainToASCII } from 'node:url';
import { textReader, type MakeReader } from './cell';
import { isWellKnownText } from './wellKnownText';

const formats: Readonly<Record<string, (text: string) => boolean>> = {
  default: () => true,
  /** Only that it names a scheme. */
  uri: (text) => /^[a-z][a-z0-9+.-]*:/i.test(text),
  email: isEmail,
  uuid: isUuid,
  binary: isBase64,
  wkt: isWellKnownText,
};

/** An unknown format asks for nothing. */
export const stringReader: MakeReader = ({ format }) => {
  const isOfFormat = (Object.hasOwn(formats, format) ? formats[format] : undefined) ?? (() => true);
  return textReader((text) => (isOfFormat(text) ? text : null));
};

const localLimit = 64;
const domainLimit = 253;

/** As the package validators 0.36 has it: dots inside the local part, or quotes around it; a domain of at least two names. */
function isEmail(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@');
  if (more.length > 0 || local.length > localLimit || domain.length > domainLimit) return false;
  const isLocal = /^[\w\u00a0-\u024f!#$%&'*+/=?^`{|}~-]+(\.[\w\u00a0-\u024f!#$%&'*+/=?^`{|}~-]+)*$/.test(local) || /^"(?:[\u00a0-\u024f!#-[\]-~]|\\[\t.])*"$/.test(local);
  return isLocal && !/\s|__/.test(domain) && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z]$/i.test(domainToASCII(domain));
}

/** As Python's UUID reads it: 32 hexadecimal digits, dashes and a prefix where the writer likes. */
function isUuid(text: string): boolean {
  const digits = text.replace('urn:', '').replace('uuid:', '').replace(/^[{}]+|[{}]+$/g, '').replaceAll('-', '');
  return /^[0-9a-f]{32}$/i.test(digits);
}

/** As Python's b64decode reads it: foreign signs are passed over, padding ends the text, and none may be missing. */
function isBase64(text: string): boolean {
  if (/[^\0-\x7f]/.test(text)) return false;
  const signs = text.replace(/[^A-Za-z0-9+/=]/g, '');
  let [digits, padding] = [0, 0];
  for (const sign of signs) {
    if (sign !== '=') [digits, padding] = [digits + 1, 0];
    else if (digits % 4 >= 2) {
      padding += 1;
      if ((digits % 4) + padding >= 4) return true;
    }
  }
  return digits % 4 === 0;
}
