/** The package ships no types; what we use of it is in `run-sqlite.ts` and `series.ts`. */
declare module '@sqlite.org/sqlite-wasm' {
  const init: (options: object) => Promise<unknown>;
  export default init;
}
