/* ProcessPrng, which Wine before 9 does not have. */
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(unsigned char *data, SIZE_T size) { return SystemFunction036(data, (ULONG)size); }
