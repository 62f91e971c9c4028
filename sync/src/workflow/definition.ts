/**
 * What a workflow is: when it runs and what it does, step by step. Texts are Liquid templates over `json`, which holds the
 * conversation and what earlier steps gave. Names of steps and of their inputs are those that admins know from elsewhere.
 */
import { z } from 'zod';
import { apiName } from '../plan/settings.ts';

export const TRIGGERS = ['CALL_ENDED', 'MEETING_ENDED', 'EMAIL_RECEIVED'] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** Steps of a definition, and steps that one run may take. */
export const MOST_STEPS = 200;
const MOST_DEPTH = 10;
const MOST_ITEMS = 100;
const MOST_ROWS = 2000;
const LONGEST_TEMPLATE = 32_000;

/** What `load` puts beside the outputs of steps. */
const RESERVED = new Set(['meeting', 'call', 'email', 'conversation', 'opportunityId', 'dealRoom', 'workflow', 'run']);

const template = z.string().max(LONGEST_TEMPLATE);
const id = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/, 'is a name of letters, digits and underscores that begins with a letter');
const value = z.union([template, z.number(), z.boolean(), z.null()]);

export const WHERE_OPERATORS = ['=', '!=', '<', '<=', '>', '>=', 'in', 'like'] as const;
export type WhereOperator = (typeof WHERE_OPERATORS)[number];

/** A condition of a query. Its value is bound as a value, whatever it says, and never becomes a part of the statement. */
const Where = z.strictObject({
  field: apiName,
  op: z.enum(WHERE_OPERATORS, `is one of ${WHERE_OPERATORS.join(', ')}`),
  /** Of `in`: a list, or a template that gives values with commas between them. */
  value: z.union([value, z.array(value).max(200)]),
});

const step = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ id, type: z.literal(type), ...shape });

export const LoadStep = step('load', {});
export const SinkStep = step('sink', {});
export const AiExtractStep = step('aiExtract', {
  instructions: z.string().min(1, 'says what to look for').max(8000),
  /** A JSON schema whose root is an object. */
  schema: z.record(z.string(), z.unknown()),
});
export const QueryRecordsStep = step('queryRecords', {
  object: apiName,
  fields: z.array(apiName).min(1, 'names at least one field').max(50),
  where: z.array(Where).max(20).default([]),
  orderBy: z.strictObject({ field: apiName, direction: z.enum(['asc', 'desc']).default('asc') }).optional(),
  limit: z.number().int().min(1).max(MOST_ROWS).default(200),
});
/** Inputs as the seed of this part names them; what renders to nothing is left out. */
export const CreateTaskStep = step('createTask', {
  what_id: template.default(''),
  who_id: template.default(''),
  subject: template.min(1, 'is needed: a task without a subject says nothing'),
  description: template.default(''),
  activity_date: template.default(''),
  subtype: z.enum(['Call', 'Task', 'Email', 'LinkedIn']).default('Call'),
});
export const UpdateOpportunityStep = step('updateOpportunity', {
  opportunity_id: template.min(1, 'is needed: it says which opportunity'),
  field_values: z
    .record(apiName, value)
    .refine((values) => Object.keys(values).length > 0, 'names at least one field')
    .refine((values) => Object.keys(values).length <= 100, 'names more than 100 fields'),
});
export const NotifyStep = step('notify', {
  /** `owner`: the rep whose conversation it is; `dealOwner`; or a template that gives Ids of users, with commas between them. */
  to: template.default('owner'),
  channels: z
    .array(z.enum(['inApp', 'slack']))
    .min(1, 'names at least one channel')
    .default(['inApp']),
  title: template.min(1, 'is needed'),
  message: template.default(''),
});

interface IfFields {
  id: string;
  type: 'if';
  condition: string;
  then: Step[];
  else: Step[];
}
interface SelectManyFields {
  id: string;
  type: 'selectMany';
  from: string;
  as: string;
  most: number;
  steps: Step[];
}
export type LoadStep = z.output<typeof LoadStep>;
export type SinkStep = z.output<typeof SinkStep>;
export type AiExtractStep = z.output<typeof AiExtractStep>;
export type QueryRecordsStep = z.output<typeof QueryRecordsStep>;
export type CreateTaskStep = z.output<typeof CreateTaskStep>;
export type UpdateOpportunityStep = z.output<typeof UpdateOpportunityStep>;
export type NotifyStep = z.output<typeof NotifyStep>;
export type IfStep = IfFields;
export type SelectManyStep = SelectManyFields;
/** A step that does something; `if` and `selectMany` only say which. */
export type ActionStep =
  LoadStep | SinkStep | AiExtractStep | QueryRecordsStep | CreateTaskStep | UpdateOpportunityStep | NotifyStep;
export type Step = ActionStep | IfStep | SelectManyStep;

const steps: z.ZodType<Step[]> = z.lazy(() => z.array(Step).max(MOST_STEPS));

/** Its text decides: empty, `false`, `nil` and `0` take the way `else`. */
export const IfStep = z.strictObject({
  ...{ id, type: z.literal('if'), condition: template.min(1, 'is needed: a template whose text decides') },
  ...{ then: steps.default([]), else: steps.default([]) },
});
export const SelectManyStep = z.strictObject({
  ...{ id, type: z.literal('selectMany') },
  /** Where the list stands, without `json`: `actionItems`, `extract.risks`. */
  from: z
    .string()
    .regex(/^(?:json\.)?[A-Za-z_]\w*(?:\.\w+){0,9}$/, 'is the path of a list, for example actionItems or find.records'),
  as: id.default('item'),
  most: z.number().int().min(1).max(MOST_ITEMS).default(20),
  steps,
});

const NO_TYPE =
  'is the name of a step: load, if, selectMany, aiExtract, queryRecords, createTask, updateOpportunity, notify or sink';

export const Step: z.ZodType<Step> = z.lazy(() =>
  z.discriminatedUnion(
    'type',
    [
      LoadStep,
      SinkStep,
      AiExtractStep,
      QueryRecordsStep,
      CreateTaskStep,
      UpdateOpportunityStep,
      NotifyStep,
      IfStep,
      SelectManyStep,
    ],
    { error: NO_TYPE },
  ),
);

/** Names in templates are names of steps and lists: none may hide another. */
function checkNames(given: Step[], path: (string | number)[], seen: Set<string>, context: z.RefinementCtx): number {
  if (path.filter((part) => typeof part === 'number').length > MOST_DEPTH) {
    context.addIssue({ code: 'custom', path, message: `is nested deeper than ${MOST_DEPTH} steps: make it flatter` });
    return 0;
  }
  let count = 0;
  const take = (name: string, at: (string | number)[]) => {
    if (RESERVED.has(name)) {
      const message = `is taken: ${name} is what load gives. Choose another name`;
      context.addIssue({ code: 'custom', path: at, message });
    } else if (seen.has(name)) {
      context.addIssue({ code: 'custom', path: at, message: `is there twice: call one of the two ${name} otherwise` });
    }
    seen.add(name);
  };
  given.forEach((each, position) => {
    const at = [...path, position];
    count += 1;
    take(each.id, [...at, 'id']);
    if (each.type === 'if') {
      count += checkNames(each.then, [...at, 'then'], seen, context);
      count += checkNames(each.else, [...at, 'else'], seen, context);
    }
    if (each.type === 'selectMany') {
      // siblings may call their items alike, one within the other may not
      const isHidden = seen.has(each.as);
      take(each.as, [...at, 'as']);
      count += checkNames(each.steps, [...at, 'steps'], seen, context);
      if (!isHidden) seen.delete(each.as);
    }
  });
  return count;
}

export const workflowName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'is a name of small letters, digits and hyphens, for example post-meeting-tasks');

export const WorkflowShape = z.strictObject({
  name: workflowName,
  title: z.string().min(1, 'is needed').max(120),
  description: z.string().max(2000).default(''),
  trigger: z.enum(TRIGGERS, `is one of ${TRIGGERS.join(', ')}`),
  steps: z.array(Step).min(1, 'has at least one step').max(MOST_STEPS),
});

export const WorkflowDefinition = WorkflowShape.superRefine((definition, context) => {
  if (definition.steps[0]?.type !== 'load')
    context.addIssue({
      ...{ code: 'custom', path: ['steps', 0, 'type'] },
      message: 'is not load: a workflow begins with it, because without it templates see nothing',
    });
  const count = checkNames(definition.steps, ['steps'], new Set(), context);
  if (count > MOST_STEPS)
    context.addIssue({
      ...{ code: 'custom', path: ['steps'] },
      message: `has ${count} steps, and a workflow has at most ${MOST_STEPS}: make two of it`,
    });
});
export type WorkflowDefinition = z.output<typeof WorkflowDefinition>;
/** As an admin writes it: without what has a default. */
export type WorkflowSource = z.input<typeof WorkflowDefinition>;
