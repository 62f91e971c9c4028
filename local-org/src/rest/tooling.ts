/** Tooling API: what is selected for Change Data Capture, by query. */
import { NotImplementedHere } from '../data/faults/errors.ts';
import { parseSoql } from '../soql/parse.ts';
import { computedOrg, platformEventChannel, platformEventChannelMember } from './computed.ts';
import { runQuery, soqlOf } from './queries.ts';
import type { Resource } from './router.ts';

const OBJECTS = [platformEventChannelMember, platformEventChannel];
/** Fields of these objects that Salesforce tells of one record at a time, with the whole metadata behind it. */
const WHOLE = /\b(Metadata|FullName|ManageableState)\b/i;

export const tooling: Resource[] = [
  {
    path: '/tooling/query',
    heavy: true,
    methods: {
      GET: (call) => {
        const soql = soqlOf(call);
        const { sObject = '' } = parseSoql(soql).query;
        if (!OBJECTS.some(({ name }) => name.toLowerCase() === sObject.toLowerCase()))
          throw new NotImplementedHere(`${sObject} in the Tooling API`);
        const whole = WHOLE.exec(soql)?.[1];
        if (whole) throw new NotImplementedHere(`the field ${whole} in the Tooling API`);
        return runQuery({ ...call, ...computedOrg(call.org, call.session, OBJECTS) }, soql, false);
      },
    },
  },
];
