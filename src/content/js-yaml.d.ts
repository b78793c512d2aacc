// The part of js-yaml 3 that is used here: it brings no types of its own.

declare module 'js-yaml' {
  interface TypeOptions {
    readonly kind: 'scalar';
    resolve(text: string | null): boolean;
    construct?(text: string): unknown;
  }
  const yaml: {
    readonly FAILSAFE_SCHEMA: unknown;
    readonly Schema: new (definition: { include: readonly unknown[]; implicit: readonly unknown[] }) => object;
    readonly Type: new (tag: string, options: TypeOptions) => object;
    load(text: string, options: { schema: object }): unknown;
  };
  export = yaml;
}
