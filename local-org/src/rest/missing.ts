import { NotImplementedHere } from '../data/faults/errors.ts';
import type { Answer, Resource } from './router.ts';

/** What Salesforce's API has and the local org has not, by the first segment below the version: answered 501. */
export const MISSING: Record<string, string> = {
  actions: 'this invocable action',
  analytics: 'the Reports and Dashboards API',
  appmenu: 'the app menu',
  async: 'the Async Query API',
  chatter: 'the Connect REST API',
  commerce: 'the Commerce API',
  connect: 'the Connect REST API',
  consent: 'the Consent API',
  event: 'platform event schemas',
  eventschema: 'platform event schemas',
  graphql: 'GraphQL at this address or inside a composite request',
  jobs: 'Bulk API 2.0 query jobs',
  licensing: 'licensing',
  metadata: 'the Metadata REST API beyond deployments',
  nouns: 'nouns',
  parameterizedsearch: 'SOSL search',
  process: 'the Process API',
  quickactions: 'quick actions',
  recent: 'recently viewed records',
  search: 'SOSL search',
  sfdc: 'sfdc resources',
  smartdatadiscovery: 'Einstein Discovery',
  sobjects: 'this resource of an sObject',
  support: 'Knowledge support',
  tabs: 'tabs',
  theme: 'themes',
  tooling: 'the Tooling API',
  'ui-api': 'this UI API resource, or UI API inside a composite request',
  wave: 'the CRM Analytics API',
  composite: 'this composite resource',
};

/** What an sObject has below its name on Salesforce. */
const MISSING_OF_OBJECT: Record<string, string> = {
  'describe/approvalLayouts': 'approval layouts',
  'describe/compactLayouts': 'compact layouts',
  'describe/layouts': 'page layouts',
  'describe/namedLayouts': 'named layouts',
  defaultValues: 'default values of an sObject',
  listviews: 'list views',
  quickActions: 'quick actions',
};

export const missingOfObject: Resource[] = Object.entries(MISSING_OF_OBJECT).map(([path, feature]) => ({
  path: `/sobjects/:object/${path}`,
  methods: {
    GET: () => {
      throw new NotImplementedHere(feature);
    },
  },
}));

/** What stands beside `/services/data`. */
const MISSING_SERVICES: Record<string, string> = {
  apexrest: 'Apex REST',
  async: 'the Bulk API 1.0',
  oauth2: 'this OAuth endpoint: use an access token of the local org',
};

/** The refusal of a service, whoever asks: their sessions come in forms of their own. Undefined where there is no such. */
export function missingService(name: string): Answer | undefined {
  if (name.toLowerCase() === 'soap') return soapFault(new NotImplementedHere('the SOAP APIs beyond Metadata API'));
  const feature = MISSING_SERVICES[name.toLowerCase()];
  if (feature) throw new NotImplementedHere(feature);
  return undefined;
}

/** SOAP clients read no JSON. */
function soapFault({ status, errorCode, message }: NotImplementedHere): Answer {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body:
      '<?xml version="1.0" encoding="UTF-8"?>' +
      '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="urn:fault.partner.soap.sforce.com">' +
      `<soapenv:Body><soapenv:Fault><faultcode>sf:${errorCode}</faultcode><faultstring>${message}</faultstring>` +
      '</soapenv:Fault></soapenv:Body></soapenv:Envelope>',
  };
}
