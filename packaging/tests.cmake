# Tests that need nothing but a compiler. `tools/dev test` has the others.
add_executable(hardwire_program test/consumer/cmake/main.cc)
target_link_libraries(hardwire_program PRIVATE hardwire)
add_test(NAME program COMMAND hardwire_program)

foreach(name messages calls hello unset)
  add_executable(hardwire_${name} test/c/${name}_test.c)
  set_target_properties(hardwire_${name} PROPERTIES C_STANDARD 99)
  target_include_directories(hardwire_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(hardwire_${name} PRIVATE hardwire_c)
  add_test(NAME c_${name} COMMAND hardwire_${name})
endforeach()
