/** Cells of the type string and its formats, as frictionless-py 5.19 checks them. */
import { textReader, type MakeReader } from './cell';
import { isWellKnownText } from './wellKnownText';

const formats: Readonly<Record<string, (text: string) => boolean>> = {
  default: () => true,
  /** Only that it names a scheme. */
  uri: (text) => /^[a-z][a-z0-9+.-]*:/i.test(text),
  email: isEmail,
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
  /** Base 64, padded. */
  binary: (text) => text.length % 4 === 0 && /^[a-z0-9+/]*={0,2}$/i.test(text),
  wkt: isWellKnownText,
};

/** An unknown format asks for nothing. */
export const stringReader: MakeReader = ({ format }) => {
  const isOfFormat = (Object.hasOwn(formats, format) ? formats[format] : undefined) ?? (() => true);
  return textReader((text) => (isOfFormat(text) ? text : null));
};

const localLimit = 64;
const domainLimit = 253;

function isEmail(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@');
  if (more.length > 0 || local.length > localLimit || domain.length > domainLimit) return false;
  const isLocal = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) || /^"[^"\\\r\n]+"$/.test(local);
  return isLocal && /^([\p{L}\d]([\p{L}\d-]{0,61}[\p{L}\d])?\.)+[\p{L}\d][\p{L}\d_-]{0,61}\p{L}$/u.test(domain);
}
