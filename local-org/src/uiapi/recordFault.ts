import { SalesforceError } from '../data/faults/errors.ts';
import type { ObjectSchema } from '../metadata/types.ts';

interface RecordExceptionError {
  constituentField: null;
  duplicateRecordError: null;
  errorCode: string;
  field: string | null;
  fieldLabel: string | null;
  message: string;
}

/**
 * A record that could not be saved. The org's words stand inside `output`, and `message` says only that it failed:
 * https://developer.salesforce.com/docs/atlas.en-us.uiapi.meta/uiapi/ui_api_responses_error_with_output.htm
 */
export class RecordFault extends SalesforceError {
  readonly output: { errors: RecordExceptionError[]; fieldErrors: Record<string, RecordExceptionError[]> };

  constructor(object: ObjectSchema, verb: 'create' | 'update', cause: SalesforceError) {
    super(400, cause.errorCode, `An error occurred while trying to ${verb} the record. Please try again.`);
    const error = (name: string | null): RecordExceptionError => ({
      constituentField: null,
      duplicateRecordError: null,
      errorCode: cause.errorCode,
      field: name,
      fieldLabel: (name && object.fields.get(name.toLowerCase())?.label) || null,
      message: cause.message,
    });
    const named = cause.fields.filter((name) => object.fields.has(name.toLowerCase()));
    this.output = {
      errors: named.length === 0 ? [error(null)] : [],
      fieldErrors: Object.fromEntries(named.map((name) => [name, [error(name)]])),
    };
  }

  get body() {
    const { message, output, status } = this;
    return { enhancedErrorType: 'RecordError', message, output, statusCode: status };
  }

  /** What the save itself refuses becomes such a fault; rights and Ids that lead nowhere stay what they are. */
  static around<T>(object: ObjectSchema, verb: 'create' | 'update', save: () => T): T {
    try {
      return save();
    } catch (error) {
      if (error instanceof SalesforceError && error.status === 400) throw new RecordFault(object, verb, error);
      throw error;
    }
  }
}
