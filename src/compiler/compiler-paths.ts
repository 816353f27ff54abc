// Where the compiler finds what is not the project's: below one folder, which no project has.

export const POCKET = '/.pocket';
/** The Device OS interface for the virtual board: `firmware/include`. */
export const DEVICE_OS_INCLUDE = `${POCKET}/device-os`;
/** The objects of `firmware/runtime`. */
export const RUNTIME = `${POCKET}/runtime`;
export const LIBRARIES = `${POCKET}/lib`;
/** Objects of the project, by the path of their source. */
export const OBJECTS = '/.pocket-objects';
export const PRECOMPILED = `${POCKET}/Particle.pch`;

/** Folders of libc++, wasi-libc and clang's own headers, in the order they are searched. */
export const SYSTEM_INCLUDES = ['c++/wasm32', 'c++', 'clang', 'c/wasm32'].map((name) => `${POCKET}/${name}`);

/** Folders inside the `llvm-resources.tar` of @yowasp/clang, and where they go. */
export const HEADER_FOLDERS: readonly (readonly [from: string, to: string])[] = [
  ['include/wasm32-wasip1/c++/v1/', `${POCKET}/c++/wasm32/`],
  ['include/c++/v1/', `${POCKET}/c++/`],
  ['include/wasm32-wasip1/', `${POCKET}/c/wasm32/`],
  ['include/', `${POCKET}/clang/`],
];
