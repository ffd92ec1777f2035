# hardwire_library(NAME [SOURCES FILE ...] [FOLDER FOLDER [EXCEPT FILE ...]] [DEPENDS NAME ...])
#
# The static library hardwire::NAME. Its sources are FILEs below codec/hardwire, or every .cc file of FOLDER.
set(HARDWIRE_TARGETS "")

function(hardwire_library name)
  cmake_parse_arguments(PARSE_ARGV 1 own "" "FOLDER" "SOURCES;EXCEPT;DEPENDS")
  set(codec ${CMAKE_CURRENT_SOURCE_DIR}/codec)
  list(TRANSFORM own_SOURCES PREPEND ${codec}/hardwire/)
  if(own_FOLDER)
    file(GLOB own_SOURCES CONFIGURE_DEPENDS ${codec}/hardwire/${own_FOLDER}/*.cc)
    list(TRANSFORM own_EXCEPT PREPEND ${codec}/hardwire/${own_FOLDER}/)
    list(REMOVE_ITEM own_SOURCES ${own_EXCEPT})
  endif()
  add_library(hardwire_${name} STATIC ${own_SOURCES})
  add_library(hardwire::${name} ALIAS hardwire_${name})
  hardwire_codec_options(hardwire_${name})
  target_include_directories(hardwire_${name} PUBLIC $<BUILD_INTERFACE:${codec}>
                                                     $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  list(TRANSFORM own_DEPENDS PREPEND hardwire_)
  target_link_libraries(hardwire_${name} PUBLIC ${own_DEPENDS})
  set_target_properties(hardwire_${name} PROPERTIES EXPORT_NAME ${name})
  set(HARDWIRE_TARGETS ${HARDWIRE_TARGETS} hardwire_${name} PARENT_SCOPE)
endfunction()

# hardwire_codec_options(TARGET): C++17, no exceptions, no RTTI, as Bazel builds it.
function(hardwire_codec_options target)
  target_compile_features(${target} PUBLIC cxx_std_17)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-fno-exceptions -fno-rtti>)
endfunction()
