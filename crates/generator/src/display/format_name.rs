//! Display names of formats.

use compatibility::model_format::ModelFormat;

/// The name of a format as its authors write it.
#[must_use]
pub fn format_name(format: ModelFormat) -> &'static str {
    match format {
        ModelFormat::Gguf => "GGUF",
        ModelFormat::GgufParts => "GGUF in parts",
        ModelFormat::GgufBigEndian => "Big-endian GGUF",
        ModelFormat::Executorch => "ExecuTorch",
        ModelFormat::Rkllm => "RKLLM",
        ModelFormat::Ggml => "GGML",
        ModelFormat::Pytorch => "PyTorch",
        ModelFormat::Gptq => "GPTQ",
        ModelFormat::Awq => "AWQ",
        ModelFormat::Mlx => "MLX",
        ModelFormat::Onnx => "ONNX",
        ModelFormat::Openvino => "OpenVINO",
        ModelFormat::Tensorflow => "TensorFlow",
        ModelFormat::Nemo => "NeMo",
        other => other.as_str(),
    }
}
