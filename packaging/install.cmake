# Installs the headers, the libraries, the package that find_package(hardwire) reads, and the .pc files.
include(CMakePackageConfigHelpers)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/hardwire)
install(DIRECTORY codec/hardwire DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(TARGETS ${HARDWIRE_TARGETS} EXPORT hardwire-targets)
install(EXPORT hardwire-targets NAMESPACE hardwire:: DESTINATION ${package})
configure_package_config_file(packaging/hardwire-config.cmake.in hardwire-config.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(hardwire-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/hardwire-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/hardwire-config-version.cmake
        DESTINATION ${package})

# The .pc files say where they lie relative to the prefix, so that the installed tree can be moved.
file(RELATIVE_PATH HARDWIRE_PC_PREFIX ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
file(RELATIVE_PATH HARDWIRE_PC_LIBDIR ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LIBDIR})
file(RELATIVE_PATH HARDWIRE_PC_INCLUDEDIR ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
if(HARDWIRE_WITHOUT_ABSEIL)
  set(HARDWIRE_PC_CFLAGS -DHARDWIRE_WITHOUT_ABSEIL)
else()
  set(HARDWIRE_PC_REQUIRES "absl_span, absl_strings")
endif()
configure_file(packaging/hardwire.pc.in hardwire.pc @ONLY)
configure_file(packaging/hardwire-c.pc.in hardwire-c.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/hardwire.pc ${CMAKE_CURRENT_BINARY_DIR}/hardwire-c.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
