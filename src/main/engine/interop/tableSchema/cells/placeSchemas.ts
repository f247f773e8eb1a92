/** Which JSON is GeoJSON (RFC 7946) and which TopoJSON, as far as frictionless-py's profiles look: kinds, positions, members that must be there. */
import { z } from 'zod';

const position = z.array(z.number()).min(2).max(3);
const line = z.array(position).min(2);
const ring = z.array(position).min(4);
const shape = <K extends string, C extends z.ZodType>(type: K, coordinates: C) => z.looseObject({ type: z.literal(type), coordinates });

const simpleGeometry = z.discriminatedUnion('type', [
  shape('Point', position),
  shape('MultiPoint', z.array(position)),
  shape('LineString', line),
  shape('MultiLineString', z.array(line)),
  shape('Polygon', z.array(ring)),
  shape('MultiPolygon', z.array(z.array(ring))),
]);
const geometry = z.union([simpleGeometry, z.looseObject({ type: z.literal('GeometryCollection'), geometries: z.array(simpleGeometry) })]);
const feature = z.looseObject({ type: z.literal('Feature'), geometry: geometry.nullable(), properties: z.record(z.string(), z.json()).nullable() });

/** A bare geometry is none: a cell holds a feature or a collection of them. */
export const geoJsonSchema = z.union([feature, z.looseObject({ type: z.literal('FeatureCollection'), features: z.array(feature) })]);

const arcs = z.array(z.number().int());
const topoGeometry = z.union([
  shape('Point', position),
  shape('MultiPoint', z.array(position)),
  z.looseObject({ type: z.literal('LineString'), arcs }),
  z.looseObject({ type: z.enum(['MultiLineString', 'Polygon']), arcs: z.array(arcs) }),
  z.looseObject({ type: z.literal('MultiPolygon'), arcs: z.array(z.array(arcs)) }),
]);
const topoCollection = z.looseObject({ type: z.literal('GeometryCollection'), geometries: z.array(topoGeometry) });
const topology = z.looseObject({ type: z.literal('Topology'), objects: z.record(z.string(), z.union([topoGeometry, topoCollection])), arcs: z.array(z.array(position)) });

export const topoJsonSchema = z.union([topology, topoGeometry, topoCollection]);
