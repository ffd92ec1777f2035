// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A Span of Hardwire's own, for programs without Abseil. hardwire/view.h chooses between the two.
// It has the members of absl::Span that the library and its tests use, under the same names. For
// the library's own use.

#ifndef HARDWIRE_SPAN_H_
#define HARDWIRE_SPAN_H_

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <type_traits>
#include <utility>

#include "hardwire/attributes.h"

namespace hardwire {
inline namespace without_abseil {

// A pointer and a number of elements. The elements belong to somebody else. Trivially copyable.
template <typename T>
class Span {
  // Whether C is a container of T: its data() and size() are those of a span.
  template <typename C>
  using Data = decltype(std::declval<C&>().data());
  template <typename C>
  using IfContains =
      std::enable_if_t<std::is_convertible_v<std::remove_pointer_t<Data<C>> (*)[], T (*)[]> &&
                       std::is_convertible_v<decltype(std::declval<C&>().size()), size_t>>;

 public:
  using element_type = T;
  using value_type = std::remove_cv_t<T>;
  using iterator = T*;
  using const_iterator = const T*;

  static constexpr size_t npos = static_cast<size_t>(-1);

  constexpr Span() = default;
  constexpr Span(T* data HARDWIRE_LIFETIME_BOUND, size_t size) : data_(data), size_(size) {}
  template <size_t kSize>
  constexpr Span(T (&array HARDWIRE_LIFETIME_BOUND)[kSize]) : data_(array), size_(kSize) {}

  // Of a container that may be written to: only if asked for, when T is not const.
  template <typename C, typename = IfContains<C>,
            std::enable_if_t<!std::is_const_v<T> && !std::is_same_v<C, Span>, int> = 0>
  constexpr explicit Span(C& container HARDWIRE_LIFETIME_BOUND)
      : data_(container.data()), size_(container.size()) {}
  template <typename C, typename = IfContains<const C>,
            std::enable_if_t<std::is_const_v<T> && !std::is_same_v<C, Span>, int> = 0>
  constexpr Span(const C& container HARDWIRE_LIFETIME_BOUND)
      : data_(container.data()), size_(container.size()) {}

  constexpr T* data() const { return data_; }
  constexpr size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }

  // The index must be below size().
  constexpr T& operator[](size_t i) const { return data_[i]; }
  constexpr T& front() const { return data_[0]; }
  constexpr T& back() const { return data_[size_ - 1]; }

  constexpr iterator begin() const { return data_; }
  constexpr iterator end() const { return data_ + size_; }

  // `n` must not be above size().
  constexpr void remove_prefix(size_t n) {
    data_ += n;
    size_ -= n;
  }
  constexpr void remove_suffix(size_t n) { size_ -= n; }

  // At most `size` elements from `start`. A start, or a size of first() and last(), above size()
  // is an error of the program: it stops.
  constexpr Span subspan(size_t start, size_t size = npos) const {
    if (start > size_) std::abort();
    return Span(data_ + start, (std::min)(size, size_ - start));  // not the macro of <windows.h>
  }
  constexpr Span first(size_t size) const {
    if (size > size_) std::abort();
    return Span(data_, size);
  }
  constexpr Span last(size_t size) const {
    if (size > size_) std::abort();
    return Span(data_ + (size_ - size), size);
  }

  // The elements, not the place where they are.
  friend constexpr bool operator==(Span a, Span b) {
    return a.size_ == b.size_ && std::equal(a.begin(), a.end(), b.begin());
  }
  friend constexpr bool operator!=(Span a, Span b) { return !(a == b); }

 private:
  T* data_ = nullptr;
  size_t size_ = 0;
};

template <typename T>
constexpr Span<T> MakeSpan(T* data, size_t size) {
  return Span<T>(data, size);
}
template <typename C>
constexpr auto MakeSpan(C& container) -> Span<std::remove_pointer_t<decltype(container.data())>> {
  return {container.data(), container.size()};
}
template <typename T, size_t kSize>
constexpr Span<T> MakeSpan(T (&array)[kSize]) {
  return Span<T>(array);
}

template <typename T>
constexpr Span<const T> MakeConstSpan(const T* data, size_t size) {
  return Span<const T>(data, size);
}
template <typename C>
constexpr auto MakeConstSpan(const C& container)
    -> Span<std::remove_pointer_t<decltype(container.data())>> {
  return {container.data(), container.size()};
}
template <typename T, size_t kSize>
constexpr Span<const T> MakeConstSpan(const T (&array)[kSize]) {
  return Span<const T>(array);
}

}  // namespace without_abseil
}  // namespace hardwire

#endif  // HARDWIRE_SPAN_H_
