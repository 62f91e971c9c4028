/** Loads modules, from here on, as a viewer of this language has them. */
declare function viewAs(language: 'en' | 'fr'): void;

declare namespace jest {
  interface Matchers<R> {
    /** From `@sa11y/jest`: the element has no accessibility fault that axe can find. */
    toBeAccessible(): Promise<R>;
  }
}

declare module '@salesforce/wire-service-jest-util' {
  export function createTestWireAdapter(): {
    new (callback: (value: unknown) => void): { connect(): void; disconnect(): void; update(config: object): void };
    emit(value: unknown): void;
    getLastConfig(): Record<string, unknown> | null;
  };
}
