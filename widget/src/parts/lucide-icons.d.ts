/** The package has types for its index only; single icons keep the other 1,700 out of bundles and of Node's start. */
declare module '@lucide/icons/icons/*' {
  const icon: { readonly node: readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[] };
  export default icon;
}
