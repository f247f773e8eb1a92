/** Writes Thrift's compact protocol (Apache Thrift, thrift-compact-protocol.md), in which Parquet keeps headers and footer: the types these use. */
import { longestVarint, writeSignedVarint, writeVarint } from './varints';

const typeOf = { true: 1, false: 2, int32: 5, int64: 6, binary: 8, list: 9, struct: 12 } as const;
const firstBytes = 256;

/** Fields are written in the order of their ids. Whole numbers are safe ones. */
export class ThriftWriter {
  private bytes = Buffer.alloc(firstBytes);
  private length = 0;
  private lastId = 0;

  boolean(id: number, value: boolean): void {
    this.field(id, value ? typeOf.true : typeOf.false);
  }

  int32(id: number, value: number): void {
    this.field(id, typeOf.int32);
    this.signed(value);
  }

  int64(id: number, value: number): void {
    this.field(id, typeOf.int64);
    this.signed(value);
  }

  binary(id: number, value: Uint8Array): void {
    this.field(id, typeOf.binary);
    this.sized(value);
  }

  text(id: number, value: string): void {
    this.binary(id, Buffer.from(value));
  }

  struct(id: number, fill: () => void): void {
    this.field(id, typeOf.struct);
    this.members(fill);
  }

  int32s(id: number, values: readonly number[]): void {
    this.list(id, typeOf.int32, values, (value) => this.signed(value));
  }

  texts(id: number, values: readonly string[]): void {
    this.list(id, typeOf.binary, values, (value) => this.sized(Buffer.from(value)));
  }

  structs<T>(id: number, items: readonly T[], fill: (item: T, index: number) => void): void {
    this.list(id, typeOf.struct, items, (item, index) => this.members(() => fill(item, index)));
  }

  /** Ends the outermost struct. */
  finish(): Uint8Array {
    this.byte(0);
    return this.bytes.subarray(0, this.length);
  }

  private members(fill: () => void): void {
    const outer = this.lastId;
    this.lastId = 0;
    fill();
    this.byte(0);
    this.lastId = outer;
  }

  private list<T>(id: number, elementType: number, items: readonly T[], write: (item: T, index: number) => void): void {
    this.field(id, typeOf.list);
    if (items.length < 15) this.byte((items.length << 4) | elementType);
    else {
      this.byte(0xf0 | elementType);
      this.unsigned(items.length);
    }
    items.forEach(write);
  }

  private field(id: number, type: number): void {
    const step = id - this.lastId;
    if (step < 1 || step > 15) throw new RangeError(`Field ${id} cannot follow field ${this.lastId}.`);
    this.byte((step << 4) | type);
    this.lastId = id;
  }

  private sized(value: Uint8Array): void {
    this.unsigned(value.length);
    this.reserve(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
  }

  private signed(value: number): void {
    this.reserve(longestVarint);
    this.length = writeSignedVarint(value, this.bytes, this.length);
  }

  private unsigned(value: number): void {
    this.reserve(longestVarint);
    this.length = writeVarint(value, this.bytes, this.length);
  }

  private byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.alloc(Math.max(2 * this.bytes.length, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
