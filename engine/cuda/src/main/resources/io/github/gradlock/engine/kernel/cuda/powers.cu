// Powers and logarithms to base 2, and functions of two elements that are not exact: of binary32 by way of binary64, rounded once. Kernels are named
// unary_<function>_<dtype> and binary_<function>_<dtype>.
#include "function.cuh"
#include "powers.cuh"

FUNCTION(exp2, exponential_2)
FUNCTION(log2, logarithm_2)

FUNCTIONS_OF_2(pow, power)
FUNCTIONS_OF_2(atan2, arc_tangent_of)
FUNCTIONS_OF_2(hypot, hypotenuse)
