import type { Program } from '../../language';
import type { Emission, NativeProject } from '../contract';
import type { GoLayout } from './emit';
import { serveFile } from './harness';
import { HARNESS } from './harness-runtime';

const MAIN = `package main

import (
	"os"

	"comprehension/harness"
	"comprehension/program"
)

func main() {
	harness.Serve(program.New(), os.Stdin, os.Stdout)
}
`;

/** A Go module around an emission: the program's package, unchanged, with its codec beside it, and the harness. */
export function goProject(emission: Emission, program: Program): NativeProject {
  const { wrapping } = layoutOf(emission);
  return {
    files: {
      'go.mod': 'module comprehension\n\ngo 1.19\n',
      'main.go': MAIN,
      'harness/harness.go': HARNESS,
      'program/program.go': emission.code,
      'program/serve.go': serveFile(emission.inputs, program.body.type, { wrapping }),
    },
    toolchains: [
      {
        needs: [{ tool: 'go', versionArg: 'version' }],
        build: [['go', 'build', '-trimpath', '-o', '{dir}/comprehension', '.']],
        run: ['{dir}/comprehension'],
        environment: { GOFLAGS: '-mod=mod', GOPROXY: 'off', GOWORK: 'off', CGO_ENABLED: '0' },
      },
    ],
  };
}

function layoutOf(emission: Emission): GoLayout {
  const { layout } = emission;
  const wrapping =
    typeof layout === 'object' && layout !== null && 'wrapping' in layout && layout.wrapping === true;
  return { wrapping };
}
