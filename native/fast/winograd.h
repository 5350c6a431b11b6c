// Winograd's short convolution F(M, R): M outputs of a filter with R taps from N = M + R - 1 products instead of M R,
//
//     y = A^T ((G g) * (B^T d))          (Winograd 1980; for networks Lavin and Gray 2016)
//
// It is polynomial multiplication by evaluation at N points (Toom and Cook), transposed: A and G evaluate at the
// points, B holds the coefficients of Lagrange's interpolation. Points 0, +-1, +-2, +-1/2 and infinity keep the numbers
// small and, but for the division in G, exact in binary (Barabasz et al. 2020 on the choice of points). Errors grow by
// about five in one convolution, to a few 1e-6 of the norm.
#pragma once
#include "vector.h"

template <int M_, int R_>
struct Winograd {
  static constexpr int M = M_, R = R_, N = M_ + R_ - 1;
  static constexpr double points[] = {0, 1, -1, 2, -2, 0.5, -0.5};
  static_assert(N - 1 <= 7, "there are points for tiles of at most 8");

  static constexpr double power(double base, int exponent) {
    return exponent == 0 ? 1 : base * power(base, exponent - 1);
  }

  // The last point is infinity: there a polynomial has its leading coefficient as value.
  static constexpr double evaluate(int point, int coefficient, int coefficients) {
    return point == N - 1 ? coefficient == coefficients - 1 : power(points[point], coefficient);
  }

  // Coefficient of x^degree in the product of (x - p) over all finite points but `left_out`.
  static constexpr double root_product(int left_out, int degree) {
    double coefficients[N + 1] = {1};
    for (int point = 0, size = 1; point < N - 1; point++) {
      if (point == left_out) continue;
      for (int i = size; i >= 0; i--)
        coefficients[i] = (i > 0 ? coefficients[i - 1] : 0) - points[point] * (i < size ? coefficients[i] : 0);
      size++;
    }
    return coefficients[degree];
  }

  static constexpr double denominator(int point) {
    double product = 1;
    for (int other = 0; other < N - 1; other++)
      if (other != point && point != N - 1) product *= points[point] - points[other];
    return product;
  }

  static constexpr double a(int point, int output) { return evaluate(point, output, M); }
  static constexpr double g(int point, int tap) { return evaluate(point, tap, R) / denominator(point); }
  static constexpr double b(int sample, int point) { return root_product(point, sample); }
};

// No tiles at all: one output from one product. Taps then count as further channels (see `convolution.h`).
struct Direct {
  static constexpr int M = 1, R = 1, N = 1;
  static constexpr double a(int, int) { return 1; }
  static constexpr double g(int, int) { return 1; }
  static constexpr double b(int, int) { return 1; }
};

// The matrices by name, as [rows][columns] that are multiplied with a vector from the left.
template <class T>
struct OutputTransform {  // A^T
  static constexpr int rows = T::M, columns = T::N;
  static constexpr double at(int i, int j) { return T::a(j, i); }
};
template <class T>
struct FilterTransform {  // G
  static constexpr int rows = T::N, columns = T::R;
  static constexpr double at(int i, int j) { return T::g(i, j); }
};
template <class T>
struct InputTransform {  // B^T
  static constexpr int rows = T::N, columns = T::N;
  static constexpr double at(int i, int j) { return T::b(j, i); }
};
// Gradients go through the same matrices the other way.
template <class Matrix>
struct Adjoint {
  static constexpr int rows = Matrix::columns, columns = Matrix::rows;
  static constexpr double at(int i, int j) { return Matrix::at(j, i); }
};

template <int... I>
struct Indices {};
template <int Count, int... I>
struct IndicesUpTo : IndicesUpTo<Count - 1, Count - 1, I...> {};
template <int... I>
struct IndicesUpTo<0, I...> {
  typedef Indices<I...> type;
};

template <class Matrix, int Row, int Column>
INLINE void add_term(Vector& sum, const Vector* in) {
  constexpr double factor = Matrix::at(Row, Column);
  if constexpr (factor == 1)
    sum += in[Column];
  else if constexpr (factor == -1)
    sum -= in[Column];
  else if constexpr (factor != 0)
    sum += in[Column] * (float)factor;
}
template <class Matrix, int Row, int... Column>
INLINE Vector row_of(const Vector* in, Indices<Column...>) {
  Vector sum{};
  (add_term<Matrix, Row, Column>(sum, in), ...);
  return sum;
}
template <class Matrix, int... Row>
INLINE void apply_rows(const Vector* in, Vector* out, Indices<Row...>) {
  ((out[Row] = row_of<Matrix, Row>(in, typename IndicesUpTo<Matrix::columns>::type())), ...);
}
// out = Matrix in, unrolled, so that zeros and ones cost nothing.
template <class Matrix>
INLINE void apply(const Vector* in, Vector* out) {
  apply_rows<Matrix>(in, out, typename IndicesUpTo<Matrix::rows>::type());
}
