// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a compiler is told beyond the language. Without these the library does the same. For the
// library's own use.
//
//   HARDWIRE_LIFETIME_BOUND    Behind a parameter: what the call gives may point into it. Clang
//                              warns of a view that outlives its memory.
//   HARDWIRE_ALWAYS_INLINE     In front of a function: its code stands at each call.
//   HARDWIRE_FAST_INLINE       The same, but not in a build for size (-Os).
//   HARDWIRE_NOINLINE          In front of a function: its code stands in one place.
//   HARDWIRE_PREDICT_TRUE(x)   x, which is nearly always true.
//   HARDWIRE_PREDICT_FALSE(x)  x, which is nearly always false.

#ifndef HARDWIRE_ATTRIBUTES_H_
#define HARDWIRE_ATTRIBUTES_H_

#if defined(__clang__)
#define HARDWIRE_LIFETIME_BOUND [[clang::lifetimebound]]
#else
#define HARDWIRE_LIFETIME_BOUND
#endif

#if defined(__GNUC__)
#define HARDWIRE_ALWAYS_INLINE __attribute__((always_inline))
#define HARDWIRE_NOINLINE __attribute__((noinline))
#define HARDWIRE_PREDICT_TRUE(x) (__builtin_expect(false || (x), true))
#define HARDWIRE_PREDICT_FALSE(x) (__builtin_expect(false || (x), false))
#else
#define HARDWIRE_ALWAYS_INLINE
#define HARDWIRE_NOINLINE
#define HARDWIRE_PREDICT_TRUE(x) (x)
#define HARDWIRE_PREDICT_FALSE(x) (x)
#endif

#if defined(__OPTIMIZE_SIZE__)
#define HARDWIRE_FAST_INLINE
#else
#define HARDWIRE_FAST_INLINE HARDWIRE_ALWAYS_INLINE
#endif

#endif  // HARDWIRE_ATTRIBUTES_H_
