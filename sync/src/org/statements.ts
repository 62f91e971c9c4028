/** Statements that name what a batch asks for: only fields that the integration user sees, so many values each. */
import type { OrgShapes } from '../match/types.ts';
import type { Query } from './query.ts';
import { chunked } from './soql.ts';

export interface StatementOptions {
  /** A condition beside that of the values. */
  also?: string;
  /** Values a statement, where its length allows more. */
  most?: number;
  isOptional?: boolean;
  subqueries?: string[];
}

export class Statements {
  readonly shapes: OrgShapes;

  constructor(shapes: OrgShapes) {
    this.shapes = shapes;
  }

  /** Fields that the integration user sees; the others are left out of a statement, which would fail whole. */
  select(object: string, fields: string[]): string {
    const shape = this.shapes[object] ?? {};
    return [...new Set(fields)].filter((field) => Object.hasOwn(shape, field)).join(', ');
  }

  has(object: string, field?: string): boolean {
    const shape = this.shapes[object];
    return shape !== undefined && (field === undefined || Object.hasOwn(shape, field));
  }

  /** Of one of our own objects. */
  ownFields(object: string): string[] {
    const custom = Object.keys(this.shapes[object] ?? {}).filter((field) => field.endsWith('__c'));
    return ['Id', 'Name', ...custom];
  }

  /** One statement for every so many values: `condition` is given those it is to name. */
  of<Name extends string>(
    name: Name,
    object: string,
    fields: string[],
    values: Iterable<string>,
    condition: (values: string[]) => string | undefined,
    options: StatementOptions = {},
  ): Query<Name>[] {
    if (!this.has(object)) return [];
    const select = [this.select(object, fields), ...(options.subqueries ?? [])].join(', ');
    const head = `SELECT ${select} FROM ${object} WHERE `;
    const room = head.length + (options.also?.length ?? 0) + 2000;
    return chunked(values, room, options.most).flatMap((chunk) => {
      const where = condition(chunk);
      if (where === undefined) return [];
      const soql = `${head}${options.also ? `${options.also} AND ` : ''}${where}`;
      return [{ name, object, soql, ...(options.isOptional ? { isOptional: true } : {}) }];
    });
  }
}
