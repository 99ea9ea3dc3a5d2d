// Trigonometric functions of one element, and their inverses. Kernels are named unary_<function>_<dtype>.
#include "function.cuh"
#include "trigonometric.cuh"

FUNCTION(sin, sine)
FUNCTION(cos, cosine)
FUNCTION(tan, tangent)
FUNCTION(asin, arc_sine)
FUNCTION(acos, arc_cosine)
FUNCTION(atan, arc_tangent)
