// The models that are exchanged with PyTorch: exchange.py has the same ones under the same names.
Path folder = Path.of(System.getenv("GRADLOCK_EXCHANGE"));
Initialiser draw = new Initialiser(11, DType.FLOAT64);

Map<String, Module> models() {
    Initialiser i = new Initialiser(7, DType.FLOAT64);
    Map<String, Module> models = new TreeMap<>();
    models.put("mlp", new Sequential(new Linear(5, 7, i), Activation.gelu(), new LayerNorm(i, 7), new Linear(7, 3, false, i)));
    models.put("cnn", new Sequential(Convolution.conv2d(2, 4, 3, 1, 1, i), new BatchNorm(4, i), Activation.relu(), new GroupNorm(2, 4, i)));
    models.put("up", Convolution.transposed(new Convolution.Spec(2, 3, Shape.of(3, 2), ConvolutionOptions.DEFAULT.withStride(2), true), i, 1, 0));
    models.put("rnn", new Rnn(3, 4, i));
    models.put("lstm", new Lstm(3, 4, new Recurrent.Options(2, true, true, 0, true), i));
    models.put("gru", new Gru(3, 4, new Recurrent.Options(2, true, false, 0, false), i));
    models.put("attention", new MultiHeadAttention(8, 2, i));
    models.put("encoder", new TransformerEncoder(2, TransformerOptions.of(8, 2, 16), i));
    models.put("encoder_first", new TransformerEncoderLayer(new TransformerOptions(8, 2, 16, 0, Tensor::gelu, true), i));
    models.put("decoder", new TransformerDecoderLayer(TransformerOptions.of(8, 2, 16), i));
    models.put("options", new Sequential(
            Convolution.of(Convolution.Spec.of(2, 4, 3, 2).with(ConvolutionOptions.DEFAULT.withPadding(2, 1)).withPaddingMode(PaddingMode.REFLECT), i),
            new BatchNorm(4, NormOptions.BATCH.withMomentum(null).withEps(1e-3), i), new PRelu(4, i),
            new InstanceNorm(4, NormOptions.INSTANCE.withAffine(true).withTrackRunningStats(true), i),
            Spatial.pixelShuffle(2), Spatial.upsample(Interpolation.byFactor(2).withMode(Interpolation.Mode.BILINEAR)),
            Pool.adaptiveAverage2d(2, 3), Spatial.pad(PaddingMode.CIRCULAR, 1, 0, 0, 1), Activation.flatten(),
            new LayerNorm(Shape.of(12), new LayerNorm.Options(1e-3, true, false), i)));
    models.put("bare", new MultiHeadAttention(8, 2, new MultiHeadAttention.Options(0, false, false), i));
    models.put("embedding", new Embedding(7, 3, Embeddings.Options.DEFAULT.withPaddingIdx(2).withMaxNorm(1.0, 2), i));
    models.put("dropping", new TransformerEncoderLayer(new TransformerOptions(8, 2, 16, 0.3, Tensor::relu, false), i));
    return models;
}

Tensor input(String name) {
    return switch (name) {
        case "mlp" -> draw.normal(4, 5);
        case "embedding" -> Tensors.of(new long[] {1, 2, 6, 0, 5, 2}, 2, 3);
        case "options" -> draw.normal(2, 2, 5, 6);
        case "cnn" -> draw.normal(2, 2, 5, 6);
        case "up" -> draw.normal(2, 2, 4, 3);
        case "rnn", "gru", "lstm" -> draw.normal(6, 5, 3);
        default -> draw.normal(2, 5, 8);
    };
}

int checked = 0;
int failures = 0;

void requireClose(String what, Tensor expected, Tensor found) {
    checked++;
    double[] a = expected.detach().to(DType.FLOAT64).toDoubleArray();
    double[] b = found.detach().to(DType.FLOAT64).toDoubleArray();
    boolean close = a.length == b.length;
    for (int k = 0; close && k < a.length; k++) {
        close = Math.abs(a[k] - b[k]) <= 1e-12 + 1e-10 * Math.abs(a[k]);
    }
    System.out.println((close ? "same     " : "DIFFERS  ") + what);
    failures += close ? 0 : 1;
}
