import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MetadataError } from '../metadata/source/xml.ts';
import { readOpenApi } from './openapi.ts';
import {
  assignment,
  decision,
  element,
  flowFile,
  flowXml,
  formula,
  openTestFlows,
  to,
  valueXml,
  variable,
} from './testFlow.ts';

/** What is said of a Flow that can't be loaded. */
function refusal(flow: string, files: Record<string, string> = {}): string {
  try {
    openTestFlows({ [flowFile('Try_It')]: flow, ...files }).close();
  } catch (error) {
    assert.ok(error instanceof MetadataError, String(error));
    assert.match(error.file, /Try_It\.flow-meta\.xml$/);
    return error.message;
  }
  return assert.fail('The Flow was loaded');
}

test('an element or a feature that is not run here is refused by its name', () => {
  assert.match(refusal(flowXml(element('screens', 'Ask', ''))), /does not implement Flow\.screens/);
  assert.match(refusal(flowXml(element('waits', 'Wait', ''))), /Flow\.waits/);
  assert.match(refusal(flowXml(element('collectionProcessors', 'Sort', ''))), /Flow\.collectionProcessors/);
  assert.match(refusal(flowXml('').replace('AutoLaunchedFlow', 'Flow')), /Flows of the type Flow/);
  assert.match(
    refusal(flowXml('', undefined, '<runInMode>SystemModeWithoutSharing</runInMode>')),
    /SystemModeWithoutSharing/,
  );
  assert.match(
    refusal(flowXml('').replace('<locationX>0</locationX>', '<triggerType>PlatformEvent</triggerType>')),
    /Flows of the trigger PlatformEvent/,
  );
  const apex = element('actionCalls', 'Do', '<actionName>X</actionName><actionType>apex</actionType>');
  assert.match(refusal(flowXml(apex)), /actions of the type apex: Do/);
  assert.match(refusal(flowXml(variable('x', { type: 'Apex' }))), /data type Apex of x/);
  assert.match(
    refusal(flowXml(decision('Ask', [{ name: 'Yes', conditions: [['x', 'IsChanged', 'true']] }]) + variable('x'))),
    /operator IsChanged/,
  );
  assert.match(
    refusal(flowXml(element('recordCreates', 'Make', '<doesUpsert>true</doesUpsert><object>Account</object>'))),
    /doesUpsert/,
  );
  assert.match(
    refusal(flowXml(formula('f', 'Boolean', 'REGEX("a", "b")'))),
    /does not implement REGEX in the formula f/,
  );
  const record = assignment('Go', [['x', 'Assign', '$Record.Id']]);
  assert.match(refusal(flowXml(record + variable('x'), 'Go')), /runs for no record/);
});

test('what a Flow refers to must exist', () => {
  assert.match(refusal(flowXml('', 'Nowhere')), /a connector leads to Nowhere/);
  assert.match(refusal(flowXml(assignment('Go', [['x', 'Assign', "'a'"]]))), /has no resource x/);
  assert.match(refusal(flowXml(variable('x') + assignment('Go', [['x', 'Assign', "'{!y}'"]]))), /has no resource y/);
  assert.match(refusal(flowXml(variable('x', { type: 'SObject', object: 'Ship__c' }))), /no object Ship__c/);
  assert.match(refusal(flowXml(element('subflows', 'Below', '<flowName>Below</flowName>'))), /no Flow Below/);
  assert.match(
    refusal(flowXml(variable('x') + assignment('Go', [['x', 'Assign', '$Label.Nothing']]))),
    /no custom label Nothing/,
  );
  const action = element(
    'actionCalls',
    'Do',
    '<actionName>Harbour.moor</actionName><actionType>externalService</actionType>',
  );
  assert.match(refusal(flowXml(action)), /no active operation Harbour\.moor/);
  const unfiltered = element('recordDeletes', 'Wipe', '<object>Account</object>');
  assert.match(refusal(flowXml(unfiltered)), /Wipe has no filters: it would reach every Account/);
  const filter = `<object>Account</object><filterLogic>1 AND 2 OR 3</filterLogic><filters><field>Name</field><operator>EqualTo</operator>${valueXml("'a'")}</filters>`;
  assert.match(refusal(flowXml(element('recordLookups', 'Find', `${to('Find')}${filter}`))), /condition logic/);
  assert.match(refusal(flowXml(variable('x') + variable('x'))), /x is defined twice/);
  assert.match(
    refusal(
      flowXml(
        variable('x', { type: 'Number', value: "'a'" }).replace(
          'stringValue>a</stringValue',
          'numberValue>a</numberValue',
        ),
      ),
    ),
    /numberValue can't be "a"/,
  );
});

const schema = (operation: object, more: object = {}) =>
  JSON.stringify({ openapi: '3.0.3', info: {}, paths: { '/v1/moor': { get: operation } }, ...more });
const good = { operationId: 'moor', responses: { '2XX': { description: '' } } };

test('an OpenAPI document that External Services would not take is refused in words', () => {
  assert.equal(readOpenApi(schema(good))[0]?.operationId, 'moor');
  const refused = (document: string, words: RegExp) => assert.throws(() => readOpenApi(document), words);
  refused('{', /no JSON/);
  refused(schema(good, { openapi: '3.1.0' }), /OpenAPI 3\.0\.x/);
  refused(schema(good, { servers: [{ url: 'https://harbour.example/api' }] }), /servers may have no path/);
  refused(schema({ responses: good.responses }), /GET \/v1\/moor needs an operationId/);
  refused(schema(good, { paths: { '/a': { get: good }, '/b': { get: good } } }), /operationId moor is not unique/);
  refused(
    schema({ ...good, parameters: [{ name: 'c', in: 'cookie', schema: { type: 'string' } }] }),
    /parameters in cookie: c/,
  );
  refused(
    schema({ ...good, parameters: [{ name: 'c', in: 'path', schema: { type: 'string' } }] }),
    /the path has no \{c\}/,
  );
  refused(
    schema({ ...good, parameters: [{ name: 'c', in: 'query', schema: { type: 'array' } }] }),
    /no array for the parameter c/,
  );
  refused(schema({ ...good, responses: { 404: {} } }), /needs one response 2XX/);
  const answer = (shape: object) =>
    schema({ ...good, responses: { 200: { content: { 'application/json': { schema: shape } } } } });
  refused(answer({ oneOf: [] }), /do not take oneOf/);
  refused(answer({ $ref: '#/components/schemas/No' }), /leads nowhere/);
});

test('names in the schema that a Flow can’t write are written with their codes', () => {
  const parameters = [{ name: 'berth_no', in: 'query', schema: { type: 'integer' } }];
  assert.equal(readOpenApi(schema({ ...good, parameters }))[0]?.parameters[0]?.name, 'berthx5fno');
});
