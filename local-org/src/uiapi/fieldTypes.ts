import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLScalarType,
  GraphQLString,
} from 'graphql';
import type { FieldSchema } from '../metadata/types.ts';
import { DATE_LITERALS, DATE_RANGES } from './days.ts';

/** What a field's wrapper resolves from. */
export interface WrappedValue {
  value: unknown;
  /** Worked out where the query asks for it. */
  displayValue: () => string | null;
  label: () => string | null;
}

const text = (name: string) => new GraphQLScalarType<string, string>({ name, serialize: String, parseValue: String });
const DateScalar = text('Date');
const DateTimeScalar = text('DateTime');
const TimeScalar = text('Time');
const Currency = new GraphQLScalarType({ name: 'Currency', serialize: Number, parseValue: Number });
const Percent = new GraphQLScalarType({ name: 'Percent', serialize: Number, parseValue: Number });
const Picklist = text('Picklist');
const MultiPicklist = text('MultiPicklist');
const LongTextArea = text('LongTextArea');
const RichTextArea = text('RichTextArea');
const TextArea = text('TextArea');
const Email = text('Email');
const PhoneNumber = text('PhoneNumber');
const Url = text('Url');

interface FieldKind {
  wrapper: GraphQLObjectType<WrappedValue>;
  operators: GraphQLInputObjectType | null;
}

function kind(
  name: string,
  scalar: GraphQLScalarType,
  operators: GraphQLInputObjectType | null,
  more: Record<string, { type: GraphQLOutputType }> = {},
): FieldKind {
  return {
    wrapper: new GraphQLObjectType<WrappedValue>({
      name: `${name}Value`,
      fields: { value: { type: scalar }, displayValue: { type: GraphQLString }, ...more },
    }),
    operators,
  };
}

type Operator = 'eq' | 'ne' | 'lt' | 'gt' | 'lte' | 'gte' | 'in' | 'nin' | 'like' | 'includes' | 'excludes';
const ORDERED: Operator[] = ['eq', 'ne', 'lt', 'gt', 'lte', 'gte', 'in', 'nin'];

const comparisons = (operand: GraphQLInputType, allowed: Operator[]): GraphQLInputFieldConfigMap =>
  Object.fromEntries(
    allowed.map((operator) => [
      operator,
      { type: ['in', 'nin', 'includes', 'excludes'].includes(operator) ? new GraphQLList(operand) : operand },
    ]),
  );

/** Operators: https://developer.salesforce.com/docs/platform/graphql/guide/filter-fields.html */
const operators = (name: string, operand: GraphQLInputType, allowed: Operator[]) =>
  new GraphQLInputObjectType({ name: `${name}Operators`, fields: comparisons(operand, allowed) });

/** Ids and references are also compared with what a query on another object finds: `inq` and `ninq`. */
export const idOperators = (join: () => GraphQLInputObjectType) =>
  new GraphQLInputObjectType({
    name: 'IdOperators',
    fields: () => ({ ...comparisons(GraphQLID, ORDERED), inq: { type: join() }, ninq: { type: join() } }),
  });

const DateLiteral = new GraphQLEnumType({
  name: 'DateLiteral',
  values: Object.fromEntries(DATE_LITERALS.map((name) => [name, { value: name }])),
});
const DateRange = new GraphQLInputObjectType({
  name: 'DateRange',
  fields: Object.fromEntries(DATE_RANGES.map((name) => [name, { type: GraphQLInt }])),
});
/** `{ value }`, `{ literal }` or `{ range }`, as https://developer.salesforce.com/docs/platform/graphql/guide/filter-dates.html has it. */
const dateInput = (name: string, scalar: GraphQLScalarType) =>
  new GraphQLInputObjectType({
    name: `${name}Input`,
    fields: { value: { type: scalar }, literal: { type: DateLiteral }, range: { type: DateRange } },
  });

const TextOperators = operators('String', GraphQLString, [...ORDERED, 'like']);
const PicklistOperators = operators('Picklist', Picklist, [...ORDERED, 'like']);

const KINDS = {
  string: kind('String', GraphQLString, TextOperators),
  // its operators depend on what the viewer may read: the schema adds them
  id: kind('ID', GraphQLID, null),
  picklist: kind('Picklist', Picklist, PicklistOperators, { label: { type: GraphQLString } }),
  multipicklist: kind(
    'MultiPicklist',
    MultiPicklist,
    operators('MultiPicklist', GraphQLString, ['eq', 'ne', 'includes', 'excludes']),
    { label: { type: GraphQLString } },
  ),
  boolean: kind('Boolean', GraphQLBoolean, operators('Boolean', GraphQLBoolean, ['eq', 'ne'])),
  int: kind('Int', GraphQLInt, operators('Integer', GraphQLInt, ORDERED)),
  double: kind('Double', GraphQLFloat, operators('Double', GraphQLFloat, ORDERED)),
  currency: kind('Currency', Currency, operators('Currency', Currency, ORDERED)),
  percent: kind('Percent', Percent, operators('Percent', Percent, ORDERED)),
  date: kind('Date', DateScalar, operators('Date', dateInput('Date', DateScalar), ORDERED)),
  datetime: kind('DateTime', DateTimeScalar, operators('DateTime', dateInput('DateTime', DateTimeScalar), ORDERED)),
  time: kind('Time', TimeScalar, operators('Time', TimeScalar, ORDERED)),
  email: kind('Email', Email, operators('Email', Email, [...ORDERED, 'like'])),
  phone: kind('PhoneNumber', PhoneNumber, operators('PhoneNumber', PhoneNumber, [...ORDERED, 'like'])),
  url: kind('Url', Url, operators('Url', Url, [...ORDERED, 'like'])),
  textarea: kind('TextArea', TextArea, operators('TextArea', TextArea, [...ORDERED, 'like'])),
  // long text cannot be filtered on the platform either
  longText: kind('LongTextArea', LongTextArea, null),
  richText: kind('RichTextArea', RichTextArea, null),
};

const LONGEST_SHORT_TEXT = 255;

export const isLongText = (field: FieldSchema) => field.type === 'textarea' && field.length > LONGEST_SHORT_TEXT;

/** The wrapper and the operators of a field, by its type. */
export function fieldKind(field: FieldSchema): FieldKind {
  switch (field.type) {
    case 'reference':
      return KINDS.id;
    case 'combobox':
      return KINDS.string;
    case 'textarea':
      if (!isLongText(field)) return KINDS.textarea;
      return field.htmlFormatted ? KINDS.richText : KINDS.longText;
    case 'address':
    case 'base64':
      throw new TypeError(`${field.name} has no wrapper.`);
    default:
      return KINDS[field.type];
  }
}

const ResultOrder = new GraphQLEnumType({
  name: 'ResultOrder',
  values: { ASC: { value: 'ASC' }, DESC: { value: 'DESC' } },
});
const NullOrder = new GraphQLEnumType({
  name: 'NullOrder',
  values: { FIRST: { value: 'FIRST' }, LAST: { value: 'LAST' } },
});
/** https://developer.salesforce.com/docs/platform/graphql/guide/order-schema.html */
export const OrderByClause = new GraphQLInputObjectType({
  name: 'OrderByClause',
  fields: { order: { type: ResultOrder }, nulls: { type: NullOrder } },
});
