/** Flows as invocable actions: https://developer.salesforce.com/docs/atlas.en-us.api_action.meta/api_action/actions_obj_flow.htm */
import type { FastifyInstance } from 'fastify';
import { NotImplementedHere } from '../data/faults/errors.ts';
import type { Org } from '../data/types.ts';
import { registerApiRoutes } from '../rest/async.ts';
import { isObject, parserError } from '../rest/body.ts';
import { parsedBody } from '../rest/http.ts';
import { ok, type Answer } from '../rest/router.ts';
import type { Flows, FlowResult } from './flows.ts';
import type { FlowMetadata, FlowVariable } from './model.ts';

const PATH = '/actions/custom/flow';

const actionTypes: Record<string, string> = {
  String: 'STRING', Number: 'NUMBER', Currency: 'CURRENCY', Boolean: 'BOOLEAN', Date: 'DATE', DateTime: 'DATETIME',
  Picklist: 'PICKLIST', Multipicklist: 'MULTIPICKLIST', SObject: 'SOBJECT',
}; // prettier-ignore

/** The most that a collection is said to hold. */
const MOST_OCCURRENCES = 2000;

function described({ name, description, dataType, objectType, isCollection }: FlowVariable) {
  return {
    description,
    label: name,
    maxOccurs: isCollection ? MOST_OCCURRENCES : 1,
    name,
    picklistValues: null,
    sobjectType: objectType,
    type: actionTypes[dataType],
  };
}

function describe(flow: FlowMetadata) {
  const variables = [...flow.variables.values()];
  const inputs = variables.filter(({ isInput }) => isInput);
  const outputs = variables.filter(({ isOutput }) => isOutput);
  const status = {
    description: 'Flow Interview Status.',
    label: 'Flow Interview Status',
    maxOccurs: 1,
    name: 'Flow__InterviewStatus',
    picklistValues: ['Created', 'Started', 'Finished', 'Error', 'Waiting'].map((value) => ({
      active: true,
      defaultValue: false,
      label: value,
      validFor: null,
      value,
    })),
    sobjectType: null,
    type: 'PICKLIST',
  };
  return {
    description: flow.description,
    inputs: inputs.map((variable) => ({ ...described(variable), byteLength: 0, required: false })),
    label: flow.label,
    name: flow.name,
    outputs: [...outputs.map(described), status],
    standard: false,
    targetEntityName: null,
    type: 'FLOW',
  };
}

function actionResult(flow: FlowMetadata, result: FlowResult) {
  const isSuccess = result.status === 'Finished';
  return {
    actionName: flow.name,
    errors: isSuccess ? null : [{ statusCode: 'UNKNOWN_EXCEPTION', message: result.message, fields: [] }],
    invocationId: null,
    isSuccess,
    outputValues: {
      Flow__InterviewGuid: result.guid,
      Flow__InterviewStatus: result.status,
      ...Object.fromEntries(result.outputs.map(({ name, value }) => [name, value])),
    },
    sortOrder: -1,
    version: 1,
  };
}

/** `{"inputs": [{…}, …]}`: an interview for each. */
function inputsOf(body: unknown): Record<string, unknown>[] {
  const inputs = isObject(body) ? body['inputs'] : undefined;
  if (Array.isArray(inputs) && inputs.length > 0 && inputs.every(isObject)) return inputs;
  throw parserError('The property inputs is required: {"inputs": [{"<input variable>": <value>}]}.');
}

export function registerFlowActions(app: FastifyInstance, org: Org, flows: Flows): void {
  const named = (params: unknown) => (params as { name: string }).name;
  registerApiRoutes(app, org, [
    {
      method: 'GET',
      path: PATH,
      work: (_request, session, version) =>
        ok({
          actions: flows.list(session).map(({ label, name }) => ({
            label,
            name,
            type: 'FLOW',
            url: `/services/data/v${version}${PATH}/${name}`,
          })),
        }),
    },
    {
      method: 'GET',
      path: `${PATH}/:name`,
      work: ({ params }, session) => ok(describe(flows.runnable(session, named(params)))),
    },
    {
      method: 'POST',
      path: `${PATH}/:name`,
      async work(request, session): Promise<Answer> {
        const flow = flows.runnable(session, named(request.params));
        const inputs = inputsOf(parsedBody(request));
        if (inputs.length > 1)
          throw new NotImplementedHere('several interviews in one request: they would share one transaction');
        const result = await flows.run(session, flow.name, inputs[0] ?? {});
        return ok([actionResult(flow, result)], result.status === 'Finished' ? 200 : 400);
      },
    },
  ]);
}
