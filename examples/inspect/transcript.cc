// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/transcript.h"

#include <utility>

namespace hardwire {
namespace inspect {
namespace {

bool IsPlain(const Item& item) {
  return item.result.ok() && item.verdict.ok() && item.violations.empty();
}

}  // namespace

void Transcript::Add(Item item) {
  // A vector that grows has room for twice as many.
  const size_t cost =
      2 * sizeof(Item) + item.kind.size() + item.summary.size() + item.fields.size();
  if (items_.size() >= kMost || cost_ + cost > kMostCost) {
    left_out_ += item.count;
    return;
  }
  cost_ += cost;
  items_.push_back(std::move(item));
}

void Transcript::Merge(Item item) {
  if (!items_.empty() && left_out_ == 0) {
    Item& last = items_.back();
    const bool alike =
        last.from == item.from && last.kind == item.kind && last.summary == item.summary;
    if (alike && IsPlain(last) && IsPlain(item)) {
      last.size += item.size;
      if (item.kind != "data") last.count += item.count;  // how they were cut says nothing
      return;
    }
  }
  Add(std::move(item));
}

void Transcript::Append(Transcript* other) {
  for (Item& item : other->items_) Add(std::move(item));
  left_out_ += other->left_out_;
  *other = Transcript();
}

}  // namespace inspect
}  // namespace hardwire
