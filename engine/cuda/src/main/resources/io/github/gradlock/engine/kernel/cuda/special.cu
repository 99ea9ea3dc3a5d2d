// Error and gamma functions. Kernels are named unary_<function>_<dtype> and binary_<function>_<dtype>.
#include "function.cuh"
#include "special.cuh"

FUNCTION(erf, error_function)
FUNCTION(erfc, error_function_complement)
FUNCTION(erfinv, error_function_inverse)
FUNCTION(lgamma, log_gamma)
FUNCTION(digamma, digamma)

FUNCTIONS_OF_2(polygamma, polygamma_of)
