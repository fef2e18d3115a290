"""In which precision matrices are multiplied."""

import torch

#: Without these instructions bfloat16 is emulated, a hundred times slower than 32 bits.
FAST = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


def mixed() -> torch.autocast:
    """bfloat16 where the processor has it, else 32 bits."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=FAST)
