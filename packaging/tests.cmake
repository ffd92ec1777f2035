# Tests that need nothing but a compiler. `tools/dev test` has the others.
add_executable(hardwire_program test/consumer/cmake/main.cc)
target_link_libraries(hardwire_program PRIVATE hardwire)
add_test(NAME program COMMAND hardwire_program)
