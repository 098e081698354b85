// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vite';

// One file without a hash: tools/assets.py names it by its content when it is embedded.
export default defineConfig({
    build: {
        target: 'es2022',
        lib: { entry: 'src/main.ts', formats: ['es'], fileName: () => 'islands.js' },
        modulePreload: false,
        reportCompressedSize: true,
    },
    test: { environment: 'happy-dom', include: ['tests/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0]);
