export declare const POCKET = '/.pocket';
/** The Device OS interface for the virtual board: `firmware/include`. */
export declare const DEVICE_OS_INCLUDE = '/.pocket/device-os';
/** The objects of `firmware/runtime`. */
export declare const RUNTIME = '/.pocket/runtime';
export declare const LIBRARIES = '/.pocket/lib';
export declare const PRECOMPILED = '/.pocket/Particle.pch';
/** Folders of libc++, wasi-libc and clang's own headers, in the order they are searched. */
export declare const SYSTEM_INCLUDES: string[];
/** Folders inside the `llvm-resources.tar` of @yowasp/clang, and where they go. */
export declare const HEADER_FOLDERS: readonly (readonly [from: string, to: string])[];
