import type { FieldSchema, ObjectSchema } from '../../metadata/types.ts';
import type { Address } from '../store/record.ts';
import type { Row } from '../store/store.ts';

/** REST API Developer Guide, "Address Compound Fields": the parts of an address as one value; null where all are empty. */
export function addressOf(object: ObjectSchema, field: FieldSchema, row: Row): Address | null {
  const prefix = field.name.slice(0, -'Address'.length);
  const part = (name: string) => row[object.fields.get(`${prefix}${name}`.toLowerCase())?.name ?? ''] ?? null;
  const address: Address = {
    city: part('City') as string | null,
    country: part('Country') as string | null,
    geocodeAccuracy: part('GeocodeAccuracy') as string | null,
    latitude: part('Latitude') as number | null,
    longitude: part('Longitude') as number | null,
    postalCode: part('PostalCode') as string | null,
    state: part('State') as string | null,
    street: part('Street') as string | null,
  };
  return Object.values(address).every((value) => value === null) ? null : address;
}
