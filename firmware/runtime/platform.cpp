// What the C and C++ libraries need from a system: output, memory, ends. With it a module imports nothing but `device`.
#include "scheduler.h"

#include <cerrno>
#include <new>
#include <unistd.h>
#include <wasi/api.h>

namespace {

[[noreturn]] void panic(uint32_t code, const std::string &text) { host_panic(code, text.data(), text.size()); }

} // namespace

// The names that wasi-libc calls its imports by: defined here, its archive member with the imports is left out.
extern "C" {

__wasi_errno_t __wasi_fd_write(__wasi_fd_t fd, const __wasi_ciovec_t *list, size_t count, __wasi_size_t *written) {
    *written = 0;
    if (fd != 1 && fd != 2) return __WASI_ERRNO_BADF;
    for (size_t index = 0; index < count; index++) {
        Serial.write(list[index].buf, list[index].buf_len);
        *written += list[index].buf_len;
    }
    return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t __wasi_fd_read(__wasi_fd_t, const __wasi_iovec_t *, size_t, __wasi_size_t *read) {
    *read = 0;
    return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t __wasi_fd_close(__wasi_fd_t) { return __WASI_ERRNO_BADF; }
__wasi_errno_t __wasi_fd_seek(__wasi_fd_t, __wasi_filedelta_t, __wasi_whence_t, __wasi_filesize_t *) { return __WASI_ERRNO_SPIPE; }

__wasi_errno_t __wasi_fd_fdstat_get(__wasi_fd_t fd, __wasi_fdstat_t *to) {
    if (fd > 2) return __WASI_ERRNO_BADF;
    memset(to, 0, sizeof *to);
    to->fs_filetype = __WASI_FILETYPE_CHARACTER_DEVICE;
    return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t __wasi_clock_time_get(__wasi_clockid_t clock, __wasi_timestamp_t, __wasi_timestamp_t *to) {
    const double seconds = clock == __WASI_CLOCKID_REALTIME ? host_time_now() : host_micros() / 1e6;
    *to = static_cast<__wasi_timestamp_t>(seconds * 1e9);
    return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t __wasi_clock_res_get(__wasi_clockid_t, __wasi_timestamp_t *to) { return *to = 1000, __WASI_ERRNO_SUCCESS; }

__wasi_errno_t __wasi_random_get(uint8_t *to, size_t length) {
    for (size_t index = 0; index < length; index++) to[index] = static_cast<uint8_t>(host_random());
    return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t __wasi_environ_sizes_get(__wasi_size_t *count, __wasi_size_t *size) { return *count = *size = 0, __WASI_ERRNO_SUCCESS; }
__wasi_errno_t __wasi_environ_get(uint8_t **, uint8_t *) { return __WASI_ERRNO_SUCCESS; }

// The board has no files.
__wasi_errno_t __wasi_fd_prestat_get(__wasi_fd_t, __wasi_prestat_t *) { return __WASI_ERRNO_BADF; }
__wasi_errno_t __wasi_fd_prestat_dir_name(__wasi_fd_t, uint8_t *, __wasi_size_t) { return __WASI_ERRNO_BADF; }
__wasi_errno_t __wasi_fd_renumber(__wasi_fd_t, __wasi_fd_t) { return __WASI_ERRNO_BADF; }
__wasi_errno_t __wasi_sched_yield(void) { return host_wait(0), __WASI_ERRNO_SUCCESS; }

_Noreturn void __wasi_proc_exit(__wasi_exitcode_t code) { panic(10, String::format("The application ended itself with exit(%u).", code).c_str()); }

void abort(void) { panic(10, "The application aborted itself."); }

void __assert_fail(const char *condition, const char *file, int line, const char *function) {
    panic(10, String::format("Assertion failed: %s, %s:%d, %s", condition, file, line, function).c_str());
}

void pocket_assert_failed(const char *condition) { panic(10, std::string("Assertion failed: ") + condition); }

} // extern "C"

static void *allocate(size_t size) {
    void *const memory = malloc(size ? size : 1);
    // The text must need no memory.
    static const char text[] = "The application used up its memory.";
    if (!memory) host_panic(8, text, sizeof text - 1);
    return memory;
}

void *operator new(size_t size) { return allocate(size); }
void *operator new[](size_t size) { return allocate(size); }
void *operator new(size_t size, const std::nothrow_t &) noexcept { return malloc(size ? size : 1); }
void *operator new[](size_t size, const std::nothrow_t &) noexcept { return malloc(size ? size : 1); }
void operator delete(void *memory) noexcept { free(memory); }
void operator delete[](void *memory) noexcept { free(memory); }
void operator delete(void *memory, size_t) noexcept { free(memory); }
void operator delete[](void *memory, size_t) noexcept { free(memory); }

// What the heap may still grow by. The limit is the linker's --max-memory.
uint32_t SystemClass::freeMemory() {
    constexpr uint32_t limit = 4 * 1024 * 1024;
    const auto end = reinterpret_cast<uintptr_t>(sbrk(0));
    return limit - end;
}
