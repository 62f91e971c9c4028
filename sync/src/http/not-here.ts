/** What the design promises and this version does not do yet: refused by name, never passed over. */
export const NOT_HERE: { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; what: string }[] = [
  { method: 'POST', path: '/v1/emails', what: 'The email feed' },
  { method: 'DELETE', path: '/v1/emails/:id', what: 'The email feed' },
  { method: 'POST', path: '/v1/visitors', what: 'The website visitor feed' },
  { method: 'POST', path: '/v1/users/consent', what: 'Consent to the email feed' },
  { method: 'DELETE', path: '/v1/people/:email', what: 'Forgetting a person' },
];
