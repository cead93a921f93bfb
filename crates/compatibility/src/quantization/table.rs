//! The tensor types of GGUF and the file labels that use them, with bits per weight.

/// One tensor type: the number of weights and bytes in a block.
///
/// Source: ggml, `include/ggml.h` and `src/ggml-common.h`; llama.cpp, `gguf-py/gguf/constants.py`
/// (`GGML_QUANT_SIZES`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TensorType {
    /// The type's number in GGUF files.
    pub id: u8,
    /// The type's name.
    pub name: &'static str,
    /// Weights per block.
    pub block_weights: u16,
    /// Bytes per block.
    pub block_bytes: u16,
}

impl TensorType {
    /// Exact bits per weight.
    #[must_use]
    pub fn bits_per_weight(&self) -> f64 {
        f64::from(self.block_bytes) * 8.0 / f64::from(self.block_weights)
    }
}

const fn tensor(id: u8, name: &'static str, block_weights: u16, block_bytes: u16) -> TensorType {
    TensorType { id, name, block_weights, block_bytes }
}

/// Every tensor type in use. The removed ones (4, 5, 31-33, 36-38) are left out.
pub const TENSOR_TYPES: &[TensorType] = &[
    tensor(0, "F32", 1, 4),
    tensor(1, "F16", 1, 2),
    tensor(2, "Q4_0", 32, 18),
    tensor(3, "Q4_1", 32, 20),
    tensor(6, "Q5_0", 32, 22),
    tensor(7, "Q5_1", 32, 24),
    tensor(8, "Q8_0", 32, 34),
    tensor(9, "Q8_1", 32, 36),
    tensor(10, "Q2_K", 256, 84),
    tensor(11, "Q3_K", 256, 110),
    tensor(12, "Q4_K", 256, 144),
    tensor(13, "Q5_K", 256, 176),
    tensor(14, "Q6_K", 256, 210),
    tensor(15, "Q8_K", 256, 292),
    tensor(16, "IQ2_XXS", 256, 66),
    tensor(17, "IQ2_XS", 256, 74),
    tensor(18, "IQ3_XXS", 256, 98),
    tensor(19, "IQ1_S", 256, 50),
    tensor(20, "IQ4_NL", 32, 18),
    tensor(21, "IQ3_S", 256, 110),
    tensor(22, "IQ2_S", 256, 82),
    tensor(23, "IQ4_XS", 256, 136),
    tensor(24, "I8", 1, 1),
    tensor(25, "I16", 1, 2),
    tensor(26, "I32", 1, 4),
    tensor(27, "I64", 1, 8),
    tensor(28, "F64", 1, 8),
    tensor(29, "IQ1_M", 256, 56),
    tensor(30, "BF16", 1, 2),
    tensor(34, "TQ1_0", 256, 54),
    tensor(35, "TQ2_0", 256, 66),
    tensor(39, "MXFP4", 32, 17),
    tensor(40, "NVFP4", 64, 36),
    tensor(41, "Q1_0", 128, 18),
    tensor(42, "Q2_0", 64, 18),
];

/// One label as used in file names.
///
/// `bits_per_weight` refers to whole files. It is measured on Llama 3.1 8B (llama.cpp, `tools/quantize/README.md`),
/// computed from the sizes that `llama-quantize` prints for Llama 3 8B (`tools/quantize/quantize.cpp`; 8.03e9
/// parameters), or nominal for types without a published figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FileType {
    /// The label, in llama.cpp's spelling.
    pub label: &'static str,
    /// The tensor type of most weights.
    pub tensor_type: Option<&'static str>,
    /// Bits per weight of a whole file. `None` if the label does not determine it.
    pub bits_per_weight: Option<f64>,
    /// Whether the label is known only to a fork of llama.cpp, so that other programs cannot read the file.
    pub is_foreign: bool,
}

// Labels are unique, so a label identifies the row.
impl Eq for FileType {}

const fn file(label: &'static str, tensor_type: &'static str, bits_per_weight: f64) -> FileType {
    FileType { label, tensor_type: Some(tensor_type), bits_per_weight: Some(bits_per_weight), is_foreign: false }
}

/// A variation whose files differ too much for a single figure.
const fn variation(label: &'static str, tensor_type: &'static str) -> FileType {
    FileType { label, tensor_type: Some(tensor_type), bits_per_weight: None, is_foreign: false }
}

/// A label of a fork.
const fn foreign(label: &'static str) -> FileType {
    FileType { label, tensor_type: None, bits_per_weight: None, is_foreign: true }
}

/// Every known label.
pub const FILE_TYPES: &[FileType] = &[
    file("F64", "F64", 64.0),
    file("F32", "F32", 32.0),
    file("F16", "F16", 16.0005),
    file("BF16", "BF16", 16.0),
    file("Q8_0", "Q8_0", 8.5008),
    file("Q6_K", "Q6_K", 6.5633),
    file("Q5_K_M", "Q5_K", 5.7036),
    file("Q5_K_S", "Q5_K", 5.5704),
    file("Q5_1", "Q5_1", 6.04),
    file("Q5_0", "Q5_0", 5.57),
    file("Q4_K_M", "Q4_K", 4.8944),
    file("Q4_K_S", "Q4_K", 4.6672),
    file("Q4_1", "Q4_1", 5.11),
    file("Q4_0", "Q4_0", 4.64),
    variation("Q4_1_SOME_F16", "Q4_1"),
    file("IQ4_NL", "IQ4_NL", 4.6818),
    file("IQ4_XS", "IQ4_XS", 4.4597),
    file("Q3_K_L", "Q3_K", 4.2979),
    file("Q3_K_M", "Q3_K", 4.0),
    file("Q3_K_S", "Q3_K", 3.6429),
    file("IQ3_M", "IQ3_S", 3.7628),
    file("IQ3_S", "IQ3_S", 3.6606),
    file("IQ3_XS", "IQ3_S", 3.4977),
    file("IQ3_XXS", "IQ3_XXS", 3.2548),
    file("Q2_K", "Q2_K", 3.1593),
    file("Q2_K_S", "Q2_K", 2.9697),
    file("IQ2_M", "IQ2_S", 2.9294),
    file("IQ2_S", "IQ2_XS", 2.7403),
    file("IQ2_XS", "IQ2_XS", 2.5882),
    file("IQ2_XXS", "IQ2_XXS", 2.3824),
    file("IQ1_M", "IQ1_M", 2.1460),
    file("IQ1_S", "IQ1_S", 2.0042),
    file("TQ1_0", "TQ1_0", 1.6875),
    file("TQ2_0", "TQ2_0", 2.0625),
    // Experts in MXFP4, the rest wider, so there is no single figure.
    variation("MXFP4_MOE", "MXFP4"),
    file("MXFP4", "MXFP4", 4.25),
    file("NVFP4", "NVFP4", 4.5),
    file("Q1_0", "Q1_0", 1.125),
    file("Q2_0", "Q2_0", 2.25),
    // Removed from llama.cpp at the end of 2024; the Hub still has such files.
    variation("Q4_0_4_4", "Q4_0"),
    variation("Q4_0_4_8", "Q4_0"),
    variation("Q4_0_8_8", "Q4_0"),
    // Embedding and output are wider than with the plain label.
    variation("Q2_K_L", "Q2_K"),
    // Between `Q2_K` and `Q3_K_S`; llama.cpp had it for some weeks in 2024.
    variation("Q3_K_XS", "Q3_K"),
    variation("Q3_K_XL", "Q3_K"),
    variation("Q4_K_L", "Q4_K"),
    variation("Q5_K_L", "Q5_K"),
    variation("Q6_K_L", "Q6_K"),
    // Unsloth's sizes, mostly with the prefix `UD-`.
    variation("Q2_K_XL", "Q2_K"),
    variation("Q4_K_XL", "Q4_K"),
    variation("Q5_K_XL", "Q5_K"),
    variation("Q6_K_XL", "Q6_K"),
    variation("Q8_K_XL", "Q8_0"),
    // `ik_llama.cpp`.
    foreign("Q6_0"),
    foreign("IQ1_BN"),
    foreign("IQ1_KT"),
    foreign("IQ1_S_R4"),
    foreign("IQ1_M_R4"),
    foreign("IQ2_BN"),
    foreign("IQ2_BN_R4"),
    foreign("IQ2_K"),
    foreign("IQ2_K_R4"),
    foreign("IQ2_KS"),
    foreign("IQ2_KL"),
    foreign("IQ2_KT"),
    foreign("IQ2_XS_R4"),
    foreign("IQ2_XXS_R4"),
    foreign("IQ2_M_R4"),
    foreign("IQ3_K"),
    foreign("IQ3_K_R4"),
    foreign("IQ3_KL"),
    foreign("IQ3_KS"),
    foreign("IQ3_KT"),
    foreign("IQ3_S_R4"),
    foreign("IQ3_XXS_R4"),
    foreign("IQ4_K"),
    foreign("IQ4_K_R4"),
    foreign("IQ4_KS"),
    foreign("IQ4_KS_R4"),
    foreign("IQ4_KSS"),
    foreign("IQ4_KT"),
    foreign("IQ4_NL_R4"),
    foreign("IQ4_XS_R8"),
    foreign("IQ5_K"),
    foreign("IQ5_K_R4"),
    foreign("IQ5_KS"),
    foreign("IQ5_KS_R4"),
    foreign("IQ6_K"),
    foreign("Q2_K_R4"),
    foreign("Q3_K_R4"),
    foreign("Q4_0_R4"),
    foreign("Q4_0_R8"),
    foreign("Q4_K_R4"),
    foreign("Q5_0_R4"),
    foreign("Q5_K_R4"),
    foreign("Q6_0_R4"),
    foreign("Q6_K_R4"),
    foreign("Q8_0_R4"),
    foreign("Q8_0_R8"),
    foreign("Q8_K_R8"),
    foreign("Q8_K_R16"),
    foreign("Q8_KV"),
    foreign("Q8_KV_R8"),
    foreign("BF16_R16"),
    foreign("IQ4_XS_R4"),
    // `bitnet.cpp` (https://github.com/microsoft/BitNet): numbers 36 to 38, which llama.cpp has removed.
    foreign("I2_S"),
    foreign("TL1"),
    foreign("TL2"),
    // TurboQuant's forks.
    foreign("TQ3_0"),
    foreign("TQ3_1S"),
    foreign("TQ3_4S"),
    foreign("TQ4_1S"),
    // ROCmFPX (https://github.com/ggml-org/llama.cpp/pull/24185, not merged).
    foreign("ROCMFP4"),
    foreign("ROCMFPX"),
    foreign("Q4_0_ROCMFP4"),
    foreign("Q6_0_ROCMFPX"),
    foreign("Q8_0_ROCMFPX"),
];
