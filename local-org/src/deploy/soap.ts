/** The SOAP face of Metadata API, as far as a deployment needs it. Metadata API Developer Guide, "File-Based Calls". */
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { countRequest, sessionOfToken } from '../rest/http.ts';
import type { Answer } from '../rest/router.ts';
import type { Deployments } from './deployments.ts';
import { describeMetadata } from './describe.ts';
import { deployOptions } from './options.ts';
import { deployer } from './rights.ts';
import type { DeployResult } from './types.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

type Values = Record<string, unknown>;
type Operation = (context: { deployments: Deployments; session: Session }, given: Values) => Values;

const parser = new XMLParser({ ignoreAttributes: true, removeNSPrefix: true, parseTagValue: false });

const objectOf = (value: unknown): Values => (typeof value === 'object' && value !== null ? (value as Values) : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const asyncResult = ({ id, done, status }: DeployResult): Values => ({
  done,
  id,
  state: status === 'Pending' ? 'Queued' : status,
});

const OPERATIONS: Record<string, Operation> = {
  deploy: ({ deployments, session }, given) => {
    const zip = Buffer.from(textOf(given['ZipFile']), 'base64');
    return asyncResult(deployments.start(session, zip, deployOptions(objectOf(given['DeployOptions']))));
  },
  checkDeployStatus: ({ deployments }, given) => {
    const { details, ...result } = deployments.status(textOf(given['asyncProcessId']));
    return given['includeDetails'] === 'true' ? { ...result, details } : result;
  },
  cancelDeploy: ({ deployments, session }, given) => {
    const { id, done } = deployments.cancel(session, textOf(given['String'] ?? given['id']));
    return { done, id };
  },
  describeMetadata: () => ({ ...describeMetadata() }),
};

/** Answers an envelope; what is wrong comes back as a SOAP fault. */
export function soap(org: Org, deployments: Deployments, envelope: string): Answer {
  try {
    const { Header, Body } = read(envelope);
    const session = sessionOfToken(org, textOf(objectOf(objectOf(Header)['SessionHeader'])['sessionId']));
    countRequest(org);
    const [name = '', given] = Object.entries(objectOf(Body))[0] ?? [];
    const operation = OPERATIONS[name];
    if (!operation) throw new NotImplementedHere(`${name || 'an empty call'} of Metadata API`);
    const result = operation({ deployments, session: deployer(session) }, objectOf(given));
    return xml(200, { [`${name}Response`]: { '@_xmlns': NAMESPACE, result } });
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    const faultcode = `sf:${error.errorCode}`;
    // a client takes anything but 500 for an answer of the transport
    return xml(500, { 'soapenv:Fault': { faultcode, faultstring: `${error.errorCode}: ${error.message}` } });
  }
}

function read(envelope: string): Values {
  try {
    return objectOf((parser.parse(envelope, true) as Values)['Envelope']);
  } catch (error) {
    throw new SalesforceError(
      500,
      'MALFORMED_REQUEST',
      `The envelope is not well-formed XML (${(error as Error).message})`,
    );
  }
}

const builder = new XMLBuilder({ ignoreAttributes: false });

function xml(status: number, body: Values): Answer {
  const envelope = {
    'soapenv:Envelope': {
      '@_xmlns:soapenv': 'http://schemas.xmlsoap.org/soap/envelope/',
      '@_xmlns:sf': 'urn:fault.partner.soap.sforce.com',
      'soapenv:Body': body,
    },
  };
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: `<?xml version="1.0" encoding="UTF-8"?>${builder.build(envelope)}`,
  };
}
