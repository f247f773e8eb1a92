/** The one door to XML from outside: elements and their text, piece by piece. No entity but XML's own five is known, so none can grow. */
import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { EngineError } from '@shared/contract/errors';
import { inputsMessages } from '@shared/messages/inputs';

export interface XmlHandler {
  /** Names come without their prefix. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Feeds a handler and pauses after each piece of bytes. Throws `unreadable-file` where the XML is not well formed. */
export async function* xmlPieces(stream: Readable, part: string, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => handler.open(withoutPrefix(name), attributes));
  parser.on('closetag', ({ name }) => handler.close?.(withoutPrefix(name)));
  if (handler.text) parser.on('text', handler.text);
  if (handler.text) parser.on('cdata', handler.text);
  try {
    for await (const bytes of stream) {
      if (!(bytes instanceof Uint8Array)) continue;
      parser.write(decoder.decode(bytes, { stream: true }));
      yield;
    }
    parser.write(decoder.decode());
    parser.close();
    yield;
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError('unreadable-file', inputsMessages.refused.brokenWorkbook(part), { reason: 'xlsx-broken', part }, { cause: error });
  } finally {
    stream.destroy();
  }
}

/** Reads a whole part. */
export async function readXml(stream: Readable, part: string, handler: XmlHandler): Promise<void> {
  for await (const _ of xmlPieces(stream, part, handler));
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
