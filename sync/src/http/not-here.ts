/** What the design promises and this version does not do yet: refused by name, never passed over. */
export const NOT_HERE: { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; what: string }[] = [
  { method: 'DELETE', path: '/v1/people/:email', what: 'Forgetting a person' },
];
