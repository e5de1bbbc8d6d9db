/**
 * The environment for the tests' Postgres: glibc asks for huge pages. A new session touches some megabytes of memory for
 * the first time, page by page, which is a third of what it costs a virtual machine. Other systems do not know the variable.
 */
export const POSTGRES_MEMORY = {
  GLIBC_TUNABLES: "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=67108864:glibc.malloc.top_pad=4194304",
};
