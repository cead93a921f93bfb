"use client";

import { isModelCompatible } from "@rbee/marketplace-node";
import { useEffect, useState } from "react";

export default function Judge() {
    const [answer, setAnswer] = useState("not yet");
    useEffect(() => {
        isModelCompatible({ architecture: "mistral", format: "safetensors" }).then(
            ({ confidence }) => setAnswer(`in the browser: ${confidence}`),
            error => setAnswer(`failed: ${error.stack}`),
        );
    }, []);
    return <p>{answer}</p>;
}
