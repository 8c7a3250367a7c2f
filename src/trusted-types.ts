/**
 * The page's policy (`require-trusted-types-for 'script'`) refuses every text that would become markup or a script's
 * address, unless this says that it is harmless: workers from this origin and from blobs, and nothing else.
 */
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

const { trustedTypes } = globalThis as { trustedTypes?: Factory };

trustedTypes?.createPolicy('default', {
  createScriptURL(url) {
    if (new URL(url, location.href).origin === location.origin) return url;
    throw new TypeError(`A script from another origin: ${url}`);
  },
});
