export type Value = string | number | boolean | null;
export type SObject = Record<string, Value>;

/** The value of a compound address field. */
export interface Address {
  city: string | null;
  country: string | null;
  geocodeAccuracy: string | null;
  latitude: number | null;
  longitude: number | null;
  postalCode: string | null;
  state: string | null;
  street: string | null;
}

/** A record as it is read by Id: its addresses are values of their own. */
export type RetrievedRecord = Record<string, Value | Address>;
