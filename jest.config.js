import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');
const root = path.dirname(fileURLToPath(import.meta.url));
const engine = (name) => path.join(root, 'node_modules/@lwc', name, 'dist/index.cjs');

export default {
  ...jestConfig,
  rootDir: root,
  roots: ['<rootDir>/force-app'],
  testMatch: ['**/lwc/**/__tests__/**/*.test.ts'],
  // TypeScript is the source; the JavaScript that `npm run build` leaves beside it may be older.
  moduleFileExtensions: ['ts', 'js', 'html', 'css', 'json'],
  moduleNameMapper: {
    // lwc 9 is ESM first: Jest loads its CommonJS builds.
    '^(lwc|@lwc/engine-dom)$': engine('engine-dom'),
    '^@lwc/synthetic-shadow$': engine('synthetic-shadow'),
    '^@lwc/wire-service$': engine('wire-service'),
    '^lightning/(graphql|navigation|platformUtilityBarApi|uiObjectInfoApi)$': '<rootDir>/config/jest/platform/$1.ts',
    // a bundle of styles alone has no module
    '^c/(\\w+)$': ['<rootDir>/force-app/main/lwc/$1/$1.ts', '<rootDir>/force-app/main/lwc/$1/$1.css'],
  },
  setupFiles: [...(jestConfig.setupFiles ?? []), '<rootDir>/config/jest/words.cjs'],
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, '<rootDir>/config/jest/accessibility.cjs'],
  coverageProvider: 'v8',
  // no test goes by the clock: this only ends one that hangs
  testTimeout: 60_000,
};
