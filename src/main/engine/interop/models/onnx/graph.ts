/**
 * An ONNX graph and its bytes. Field numbers are those of onnx.proto (onnx 1.16, IR version 8); repeated numbers are
 * packed, which every protobuf reader takes.
 */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

export type Attribute =
  | { readonly name: string; readonly kind: 'int'; readonly value: number }
  | { readonly name: string; readonly kind: 'ints'; readonly value: ArrayLike<number> }
  | { readonly name: string; readonly kind: 'string'; readonly value: string }
  | { readonly name: string; readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly name: string; readonly kind: 'doubles'; readonly value: ArrayLike<number> };

export interface GraphNode {
  readonly op: string;
  /** Empty for ONNX's own operators, `ai.onnx.ml` for those of classical models. */
  readonly domain: '' | 'ai.onnx.ml';
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly Attribute[];
}

export interface Constant {
  readonly name: string;
  readonly type: 'double' | 'int64';
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

export interface Graph {
  readonly name: string;
  readonly description: string;
  readonly producerVersion: string;
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly Constant[];
  /** Matrices of doubles with any number of rows. */
  readonly inputs: readonly { readonly name: string; readonly width: number }[];
  readonly outputs: readonly { readonly name: string; readonly width: number }[];
  readonly metadata: Readonly<Record<string, string>>;
}

const irVersion = 8;
const opsets = [
  { domain: '', version: 17 },
  { domain: 'ai.onnx.ml', version: 3 },
];
const dataTypes = { double: 11, int64: 7 } as const;
const attributeTypes = { int: 2, ints: 7, string: 3, strings: 8, doubles: 4 } as const;

type Fields = (writer: BinaryWriter) => void;

export function writeGraph(graph: Graph): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.Varint).int64(irVersion);
  writeString(writer, 2, 'Almanac');
  writeString(writer, 3, graph.producerVersion);
  writeMessage(writer, 7, (inner) => {
    for (const node of graph.nodes) writeMessage(inner, 1, (fields) => writeNode(fields, node));
    writeString(inner, 2, graph.name);
    for (const constant of graph.constants) writeMessage(inner, 5, (fields) => writeTensor(fields, constant));
    writeString(inner, 10, graph.description);
    for (const input of graph.inputs) writeMessage(inner, 11, (fields) => writeMatrixType(fields, input));
    for (const output of graph.outputs) writeMessage(inner, 12, (fields) => writeMatrixType(fields, output));
  });
  for (const { domain, version } of opsets) {
    writeMessage(writer, 8, (fields) => {
      writeString(fields, 1, domain);
      fields.tag(2, WireType.Varint).int64(version);
    });
  }
  for (const [key, value] of Object.entries(graph.metadata)) {
    writeMessage(writer, 14, (fields) => {
      writeString(fields, 1, key);
      writeString(fields, 2, value);
    });
  }
  return writer.finish();
}

function writeNode(writer: BinaryWriter, { op, domain, inputs, outputs, attributes }: GraphNode): void {
  for (const input of inputs) writeString(writer, 1, input);
  for (const output of outputs) writeString(writer, 2, output);
  writeString(writer, 4, op);
  for (const attribute of attributes) writeMessage(writer, 5, (fields) => writeAttribute(fields, attribute));
  writeString(writer, 7, domain);
}

function writeAttribute(writer: BinaryWriter, attribute: Attribute): void {
  writeString(writer, 1, attribute.name);
  switch (attribute.kind) {
    case 'int':
      writer.tag(3, WireType.Varint).int64(attribute.value);
      break;
    case 'string':
      writeString(writer, 4, attribute.value);
      break;
    case 'doubles':
      writeMessage(writer, 5, (fields) => writeTensor(fields, { name: attribute.name, type: 'double', shape: [attribute.value.length], values: attribute.value }));
      break;
    case 'ints':
      writePacked(writer, 8, attribute.value);
      break;
    case 'strings':
      for (const text of attribute.value) writeString(writer, 9, text);
      break;
  }
  writer.tag(20, WireType.Varint).int32(attributeTypes[attribute.kind]);
}

function writeTensor(writer: BinaryWriter, { name, type, shape, values }: Constant): void {
  writePacked(writer, 1, shape);
  writer.tag(2, WireType.Varint).int32(dataTypes[type]);
  writeString(writer, 8, name);
  const raw = new DataView(new ArrayBuffer(values.length * 8));
  for (let i = 0; i < values.length; i++) {
    if (type === 'double') raw.setFloat64(i * 8, values[i] ?? NaN, true);
    else raw.setBigInt64(i * 8, BigInt(values[i] ?? 0), true);
  }
  writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(raw.buffer));
}

function writeMatrixType(writer: BinaryWriter, { name, width }: Graph['inputs'][number]): void {
  writeString(writer, 1, name);
  writeMessage(writer, 2, (type) =>
    writeMessage(type, 1, (tensor) => {
      tensor.tag(1, WireType.Varint).int32(dataTypes.double);
      writeMessage(tensor, 2, (shape) => {
        writeMessage(shape, 1, (rows) => writeString(rows, 2, 'rows'));
        writeMessage(shape, 1, (columns) => columns.tag(1, WireType.Varint).int64(width));
      });
    }),
  );
}

function writeMessage(writer: BinaryWriter, field: number, fields: Fields): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  fields(writer);
  writer.join();
}

function writePacked(writer: BinaryWriter, field: number, values: ArrayLike<number>): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  for (let i = 0; i < values.length; i++) writer.int64(values[i] ?? 0);
  writer.join();
}

function writeString(writer: BinaryWriter, field: number, text: string): void {
  writer.tag(field, WireType.LengthDelimited).string(text);
}
