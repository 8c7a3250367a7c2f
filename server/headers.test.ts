import { describe, expect, it } from 'vitest';
import { pagePolicy, runnerPolicy, securityHeaders, servedAs } from './headers';

const origin = 'http://127.0.0.1:5180';

describe('security headers', () => {
  it('isolates every kind of response', () => {
    for (const served of ['page', 'runner', 'file'] as const) {
      expect(securityHeaders(served, origin)).toMatchObject({
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'X-Content-Type-Options': 'nosniff',
      });
    }
  });

  it('opens files to the opaque runner frame, and never the page', () => {
    expect(securityHeaders('file', origin)).toMatchObject({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    const page = securityHeaders('page', origin);
    expect(page['Cross-Origin-Resource-Policy']).toBe('same-origin');
    expect(page).not.toHaveProperty('Access-Control-Allow-Origin');
    expect(page['Content-Security-Policy']).toContain("frame-ancestors 'none'");
  });

  it('lets the runner frame be framed by the studio, sandboxed, and load files only', () => {
    const headers = securityHeaders('runner', origin);
    expect(headers['Cross-Origin-Resource-Policy']).toBe('cross-origin');
    const policy = runnerPolicy(origin);
    expect(headers['Content-Security-Policy']).toBe(policy);
    expect(policy).toContain('sandbox allow-scripts');
    expect(policy).toContain(`frame-ancestors ${origin}`);
    expect(runnerPolicy(origin, { devNonce: 'n' })).toContain(`script-src ${origin}/ blob:`);
    expect(policy).toMatch(new RegExp(`connect-src ${origin}/assets/ ${origin}/vendor/ blob: data:;`));
  });

  it('lets the page evaluate wasm, but no text', () => {
    expect(pagePolicy()).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(pagePolicy()).not.toMatch(/'unsafe-(eval|inline)'/);
    expect(pagePolicy()).toContain("default-src 'none'");
    expect(pagePolicy({ devNonce: 'n' })).toContain("style-src 'self' 'nonce-n'");
  });

  it('tells documents from files by their path', () => {
    expect(servedAs('/')).toBe('page');
    expect(servedAs('/index.html')).toBe('page');
    expect(servedAs('/runner.html')).toBe('runner');
    expect(servedAs('/assets/a.js')).toBe('file');
    expect(servedAs('/a/runner.html')).toBe('page');
  });
});
