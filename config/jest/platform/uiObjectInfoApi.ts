import { createTestWireAdapter } from '@salesforce/wire-service-jest-util';

export const getObjectInfo = createTestWireAdapter();
export const getPicklistValues = createTestWireAdapter();
