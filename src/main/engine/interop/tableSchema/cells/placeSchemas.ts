/** Which JSON is GeoJSON and which TopoJSON, by the profiles frictionless-py checks with: kinds, positions, members that must be there. */
import { z } from 'zod';

const shape = <K extends string, C extends z.ZodType>(type: K, coordinates: C) => z.looseObject({ type: z.literal(type), coordinates });

/** Longitude and latitude only: that profile knows no height. */
const position = z.tuple([z.number(), z.number()]);
const line = z.array(position).min(2);
const polygon = z.array(z.array(position).min(4));

const geometry = z.discriminatedUnion('type', [
  shape('Point', position),
  shape('MultiPoint', z.array(position)),
  shape('LineString', line),
  shape('MultiLineString', z.array(line)),
  shape('Polygon', polygon),
  shape('MultiPolygon', z.array(polygon)),
]);
const feature = z.looseObject({ type: z.literal('Feature'), geometry: geometry.nullable(), properties: z.record(z.string(), z.json()).nullable() });

export const geoJsonSchema = z.union([
  geometry,
  z.looseObject({ type: z.literal('GeometryCollection'), geometries: z.array(geometry) }),
  feature,
  z.looseObject({ type: z.literal('FeatureCollection'), features: z.array(feature) }),
]);

const place = z.array(z.number()).min(2);
const arcs = z.array(z.number().int());
const topoGeometry: z.ZodType = z.union([
  shape('Point', place),
  shape('MultiPoint', z.array(place)),
  z.looseObject({ type: z.literal('LineString'), arcs }),
  z.looseObject({ type: z.enum(['MultiLineString', 'Polygon']), arcs: z.array(arcs) }),
  z.looseObject({ type: z.literal('MultiPolygon'), arcs: z.array(z.array(arcs)) }),
  z.looseObject({ type: z.literal('GeometryCollection'), geometries: z.array(z.lazy(() => topoGeometry)) }),
]);

export const topoJsonSchema = z.union([z.looseObject({ type: z.literal('Topology'), objects: z.record(z.string(), topoGeometry), arcs: z.array(z.array(place.nullable()).min(2)) }), topoGeometry]);
